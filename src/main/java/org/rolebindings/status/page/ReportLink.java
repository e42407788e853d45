package org.rolebindings.status.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.springframework.http.MediaType;

/** The reports that are served, in the order in which the page has them. */
enum ReportLink {

	/** For a person. */
	PAGE("report.html", "text/html"),

	/** What failed. */
	FAILED("failed.csv", "text/csv"),

	/** What was not decided. */
	PENDING("pending.csv", "text/csv"),

	/** What is in place. */
	SUCCEEDED("succeeded.csv", "text/csv"),

	/** The run in numbers. */
	SUMMARY("summary.json", "application/json");

	private final String fileName;

	private final String type;

	ReportLink(String fileName, String type) {
		this.fileName = fileName;
		this.type = type;
	}

	static Optional<ReportLink> named(String fileName) {
		return Arrays.stream(values()).filter((report) -> report.fileName.equals(fileName)).findFirst();
	}

	String fileName() {
		return this.fileName;
	}

	MediaType type() {
		return new MediaType(MediaType.parseMediaType(this.type), StandardCharsets.UTF_8);
	}

	Path in(Path folder) {
		return folder.resolve(this.fileName);
	}

	/** Whether there is one; a link to another place is none. */
	boolean isIn(Path folder) {
		return Files.isRegularFile(in(folder), LinkOption.NOFOLLOW_LINKS);
	}

	boolean isPage() {
		return this == PAGE;
	}

	/** Whether it is rather saved than looked at in a browser. */
	boolean isSheet() {
		return this.fileName.endsWith(".csv");
	}

}

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

	/** Whether the report exists as a regular file, and not as a link. */
	boolean isIn(Path folder) {
		return Files.isRegularFile(in(folder), LinkOption.NOFOLLOW_LINKS);
	}

	boolean isPage() {
		return this == PAGE;
	}

	/** Whether a browser should save it instead of showing it. */
	boolean isSheet() {
		return this.fileName.endsWith(".csv");
	}

}

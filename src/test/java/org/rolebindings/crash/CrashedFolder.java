package org.rolebindings.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.rolebindings.testing.ReportFiles;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The folder with the state and the reports, at a crash and afterwards.
 *
 * @param root the folder
 */
record CrashedFolder(Path root) {

	/**
	 * The folders with reports that say that their run has come to its end. Such reports
	 * are all there.
	 */
	List<Path> completeReports() {
		List<Path> complete = names(reports()).stream()
			.map((name) -> new ReportFiles(reports().resolve(name)))
			.filter((files) -> files.has("summary.json") && isComplete(files))
			.map(ReportFiles::folder)
			.toList();
		complete.forEach((folder) -> assertThat(names(folder)).contains("failed.csv", "succeeded.csv"));
		return complete;
	}

	/** How many runs have reports, or a folder for them. */
	int runs() {
		return names(reports()).size();
	}

	/** What the start leaves that came to its end and wrote these reports. */
	Aftermath aftermath(Path reports, CrashAccount account) {
		assertThat(names(this.root.resolve("state"))).containsExactly("count", "ledger.mv.db", "lock");
		return completeAftermath(reports, account);
	}

	/**
	 * The same if the state is in another database, and no file is left in the folder.
	 */
	Aftermath aftermathElsewhere(Path reports, CrashAccount account) {
		assertThat(names(this.root.resolve("state"))).isEmpty();
		return completeAftermath(reports, account);
	}

	private static Aftermath completeAftermath(Path reports, CrashAccount account) {
		ReportFiles files = new ReportFiles(reports);
		assertThat(isComplete(files)).isTrue();
		assertThat(names(reports)).filteredOn((name) -> !name.equals("gone.csv"))
			.containsExactly("failed.csv", "report.html", "succeeded.csv", "summary.json");
		Aftermath aftermath = Aftermath.of(files, account);
		assertThat(files.number("/rows")).isEqualTo(aftermath.rows());
		return aftermath;
	}

	void remove() {
		try {
			FileSystemUtils.deleteRecursively(this.root);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path reports() {
		return this.root.resolve("reports");
	}

	private static boolean isComplete(ReportFiles reports) {
		return reports.summary().get("status").asString().equals("COMPLETED");
	}

	private static List<String> names(Path folder) {
		if (!Files.exists(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> String.valueOf(file.getFileName())).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

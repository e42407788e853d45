package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.RunKind;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class ReportSetTests {

	private static final RunSummary SUMMARY = RunSummary.ofNoRun("x.csv", "00", Instant.EPOCH, Instant.EPOCH,
			new RowCounts(RunKind.VALIDATE, Map.of(), Map.of()), new RunOptions(null, null, ","));

	@TempDir
	private Path folder;

	@Test
	void publishWritesRowsWithWhatIsAdded() {
		try (ReportSet set = new ReportSet(this.folder, ',')) {
			ReportCsv plan = set.csv("plan.csv", "role_id,team", List.of("line", "action"));
			plan.add("Rol1,\"a,b\"", List.of("2", "CREATE"));
			plan.add("Rol2,", Arrays.asList("3", null));
			set.publish(SUMMARY);
		}
		assertThat(FolderContents.of(this.folder)).containsOnlyKeys("plan.csv", "summary.json")
			.containsEntry("plan.csv", "role_id,team,line,action\nRol1,\"a,b\",2,CREATE\nRol2,,3,\n");
	}

	@Test
	void closeWhenNotPublishedLeavesFolderAsItWas() throws IOException {
		Files.writeString(this.folder.resolve("failed.csv"), "old");
		try (ReportSet set = new ReportSet(this.folder, ',')) {
			set.csv("failed.csv", "role_id", List.of("line")).add("Rol1", List.of("2"));
			assertThat(FolderContents.of(this.folder)).hasSize(2).containsEntry("failed.csv", "old");
		}
		assertThat(FolderContents.of(this.folder)).containsExactly(Map.entry("failed.csv", "old"));
	}

	@Test
	void createRemovesWhatDeadProcessLeftAndNothingElse() throws IOException {
		Files.writeString(this.folder.resolve(".failed.csv.0123456789abcdef.tmp"), "half");
		Files.writeString(this.folder.resolve(".summary.json.0123456789abcdef.tmp"), "half");
		Files.writeString(this.folder.resolve(".notes.tmp"), "somebody's");
		Files.writeString(this.folder.resolve("failed.csv"), "whole");
		new ReportSet(this.folder, ',').close();
		assertThat(FolderContents.of(this.folder)).containsOnlyKeys(".notes.tmp", "failed.csv");
	}

	@Test
	void createLeavesWhatAnotherSetIsWriting() {
		try (ReportSet set = new ReportSet(this.folder, ',')) {
			set.csv("plan.csv", "role_id", List.of("line")).add("Rol1", List.of("2"));
			try (ReportSet other = new ReportSet(this.folder, ',')) {
				other.csv("plan.csv", "role_id", List.of("line"));
				other.publish(SUMMARY);
			}
			set.publish(SUMMARY);
		}
		assertThat(FolderContents.of(this.folder)).containsOnlyKeys("plan.csv", "summary.json")
			.containsEntry("plan.csv", "role_id,line\nRol1,2\n");
	}

	/** A folder in the place of failed.csv stops the moves half-way, as a crash would. */
	@Test
	void publishRemovesWhatNoLongerHoldsFirstAndMovesSummaryLast() throws IOException {
		Files.writeString(this.folder.resolve("pending.csv"), "old");
		Files.writeString(this.folder.resolve("summary.json"), "old");
		Files.createDirectories(this.folder.resolve("failed.csv/in the way"));
		try (ReportSet set = new ReportSet(this.folder, ',')) {
			set.csv("succeeded.csv", "role_id", List.of("line"));
			set.csv("failed.csv", "role_id", List.of("line"));
			set.csvIfAny("pending.csv", "role_id", List.of("line"));
			assertThatExceptionOfType(ReportsUnwritableException.class).isThrownBy(() -> set.publish(SUMMARY))
				.withMessageContaining(this.folder.resolve("failed.csv").toString());
		}
		assertThat(FolderContents.of(this.folder)).containsExactly(Map.entry("succeeded.csv", "role_id,line\n"),
				Map.entry("summary.json", "old"));
	}

	@Test
	void createWhenFolderIsGoneSaysWhich() {
		Path gone = this.folder.resolve("gone");
		assertThatExceptionOfType(ReportsUnwritableException.class).isThrownBy(() -> new ReportSet(gone, ','))
			.withMessageStartingWith("The reports cannot be written: " + gone + ": it is gone. ");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void csvWhenFolderIsReadOnlySaysSo() throws IOException {
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("r-xr-xr-x"));
		assumeThat(Files.isWritable(this.folder)).as("only root writes there").isFalse();
		try (ReportSet set = new ReportSet(this.folder, ',')) {
			assertThatExceptionOfType(ReportsUnwritableException.class)
				.isThrownBy(() -> set.csv("failed.csv", "", List.of("line")))
				.withMessageContaining(this.folder.resolve("failed.csv") + ": permission denied. ");
		}
	}

}

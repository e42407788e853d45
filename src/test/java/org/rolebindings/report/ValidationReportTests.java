package org.rolebindings.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.report.summary.RunSummary;

import static org.assertj.core.api.Assertions.assertThat;

class ValidationReportTests {

	private static final Instant STARTED = Instant.parse("2026-03-01T08:00:00Z");

	@TempDir
	private Path folder;

	@Test
	void publishWritesInvalidRowsAndCountsTheOthersAsValid() {
		WrittenReports written;
		try (ValidationReport report = new ValidationReport(this.folder, "role_id,team", ',')) {
			report.add(row(2, "Rol1,red", null), null);
			report.add(row(3, "x,red", new Rejection(ErrorCode.MALFORMED_ID, "role_id is 'x'.")), null);
			report.add(row(4, "Rol1,red", null), new Repeat(4, 2, true));
			report.add(row(5, "Rol2,red", null), new Repeat(5, 2, false));
			written = report.publish("x.csv", "00", STARTED, STARTED.plusMillis(250), RunRequest.NONE);
		}
		assertThat(written.folder()).isEqualTo(this.folder);
		assertThat(FolderContents.of(this.folder)).containsOnlyKeys("failed.csv", "report.html", "summary.json")
			.containsEntry("summary.json", written.summary().toJson())
			.containsEntry("failed.csv",
					"""
							role_id,team,line,outcome,error_code,http_status,message,attempts,request_id,binding_id,current_role_id
							x,red,3,INVALID,MALFORMED_ID,,role_id is 'x'.,0,,,
							Rol2,red,5,INVALID,CONFLICTING_ROW,,"Line 2 gives this user another role on this resource, \
							and that line stands; keep the one that is right.",0,,,
							""");
		assertThat(written.summary().run()).isNull();
		assertThat(written.summary().target()).isNull();
		assertThat(written.summary().rows()).isEqualTo(4);
		assertThat(written.summary().outcomes())
			.isEqualTo(Map.of(Outcome.VALID, 1L, Outcome.DUPLICATE, 1L, Outcome.INVALID, 2L));
		assertThat(written.summary().errors())
			.isEqualTo(Map.of(ErrorCode.MALFORMED_ID, 1L, ErrorCode.CONFLICTING_ROW, 1L));
		assertThat(written.summary().durationSeconds()).isEqualTo("0.25");
	}

	@Test
	void publishWhenTheClockWasSetBackMeanwhileEndsAtTheStart() {
		RunSummary summary;
		try (ValidationReport report = new ValidationReport(this.folder, "role_id", ',')) {
			summary = report.publish("x.csv", "00", STARTED, STARTED.minusSeconds(60), RunRequest.NONE).summary();
		}
		assertThat(summary.endedAt()).isEqualTo(STARTED);
		assertThat(summary.durationSeconds()).isZero();
	}

	@Test
	void publishReplacesTheReportsOfBefore() {
		try (ValidationReport report = new ValidationReport(this.folder, "role_id", ',')) {
			report.add(row(2, "x", new Rejection(ErrorCode.MALFORMED_ID, "role_id is 'x'.")), null);
			report.publish("x.csv", "00", STARTED, STARTED, RunRequest.NONE);
		}
		try (ValidationReport report = new ValidationReport(this.folder, "role_id", ',')) {
			report.publish("x.csv", "01", STARTED, STARTED, RunRequest.NONE);
		}
		assertThat(FolderContents.of(this.folder))
			.hasEntrySatisfying("failed.csv", (text) -> assertThat(text).hasLineCount(1))
			.hasEntrySatisfying("summary.json", (text) -> assertThat(text).contains("\"sha256\": \"01\""));
	}

	private static CheckedRow row(long line, String carried, @Nullable Rejection rejection) {
		return new CheckedRow(new InputRow(line, carried, "", "", "", "", null), null, rejection);
	}

}

package org.rolebindings.report;

import java.nio.file.Path;
import java.util.EnumSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Outcome;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.testing.Allocations;

import static org.assertj.core.api.Assertions.assertThat;

/** What a row takes from the heap on its way into the reports. */
class ReportRowAllocationTests {

	private static final int ROWS = 20_000;

	@TempDir
	private Path folder;

	@Test
	void reportingARowTakesLittleMemory() {
		ReportRow row = new ReportRow(123_456, "Um9sZTowOmFEbDE=,VXNlcjowOmszdVA=,SPACE,U3BhY2U6MDpWNEth,row 0",
				Outcome.CREATED, Outcome.CREATED, null, null, null, 1, "Um9sZUJpbmRpbmc6MTph", null, null);
		try (RowReports reports = new RowReports(this.folder, "a,b,c,d,e", ',', EnumSet.allOf(RowReport.class))) {
			assertThat(Allocations.perTime(ROWS, () -> reports.add(row))).isBetween(50L, 600L);
		}
	}

}

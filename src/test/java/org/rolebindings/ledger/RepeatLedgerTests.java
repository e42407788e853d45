package org.rolebindings.ledger;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.WantedLine;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatLedgerTests {

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	private long run;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
		this.run = this.ledger.start();
		this.ledger.stage(this.run,
				List.of(OpenLedger.valid(2), OpenLedger.invalid(3, ErrorCode.MALFORMED_ID, "user_id."),
						OpenLedger.valid(4), OpenLedger.valid(7), OpenLedger.valid(9)));
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void validAfterPagesThroughTheValidRows() {
		assertThat(lines(0)).containsExactly(2L, 4L);
		assertThat(lines(4)).containsExactly(7L, 9L);
		assertThat(lines(9)).isEmpty();
	}

	private List<Long> lines(long after) {
		return this.ledger.repeats().validAfter(this.run, after, 2).stream().map(WantedLine::line).toList();
	}

	@Test
	void validAfterReducesRowsLikeTheFilesOwn() {
		assertThat(this.ledger.repeats().validAfter(this.run, 0, 1)).singleElement()
			.usingRecursiveComparison()
			.isEqualTo(WantedLine.of(2, OpenLedger.binding(2)));
	}

	@Test
	void writeDecidesTheRepeatedLines() {
		write();
		assertThat(this.ledger.undecided(this.run)).extracting(UndecidedRow::line).containsExactly(2L, 9L);
		assertThat(this.ledger.report(this.run, 4).outcome()).isEqualTo(Outcome.DUPLICATE);
		assertThat(this.ledger.report(this.run, 4).message()).isEqualTo("Line 2 says the same.");
		assertThat(this.ledger.report(this.run, 7).outcome()).isEqualTo(Outcome.INVALID);
		assertThat(this.ledger.report(this.run, 7).errorCode()).isEqualTo(ErrorCode.CONFLICTING_ROW);
		assertThat(this.ledger.report(this.run, 7).message()).startsWith("Line 2 gives this user another role");
	}

	/** After a crash the search begins again, over what it wrote already. */
	@Test
	void writeWhenRepeatedChangesNothing() {
		write();
		List<ReportRow> before = this.ledger.report(this.run);
		assertThat(lines(0)).containsExactly(2L, 4L);
		write();
		assertThat(this.ledger.report(this.run)).isEqualTo(before);
	}

	private void write() {
		this.ledger.repeats().write(this.run, List.of(new Repeat(4, 2, true), new Repeat(7, 2, false)));
	}

}

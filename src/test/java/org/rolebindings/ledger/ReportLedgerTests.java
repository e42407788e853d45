package org.rolebindings.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.ledger.sql.OutcomeCounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ReportLedgerTests {

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	private long run;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
		this.run = this.ledger.start();
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void forEachRowWhenThereAreSeveralPagesKeepsTheFilesOrder() {
		long[] lines = LongStream.rangeClosed(1, 325).map((i) -> 3 * i).toArray();
		this.ledger.stage(this.run, LongStream.of(lines).skip(100).toArray());
		this.ledger.stage(this.run, LongStream.of(lines).limit(100).toArray());
		this.ledger.stage(this.ledger.start(), 4, 5);
		assertThat(this.ledger.report(this.run)).extracting(ReportRow::line)
			.containsExactlyElementsOf(LongStream.of(lines).boxed().toList());
	}

	@Test
	void forEachRowWhenThePageIsJustFullGivesEachRowOnce() {
		long[] lines = LongStream.rangeClosed(2, 101).toArray();
		this.ledger.stage(this.run, lines);
		assertThat(this.ledger.report(this.run)).hasSize(lines.length);
	}

	@Test
	void forEachRowWhenThereAreNoneGivesNone() {
		assertThat(this.ledger.report(this.run)).isEmpty();
	}

	@Test
	void forEachRowWhenALineRepeatsAnotherGivesWhatThatOneEndedIn() {
		this.ledger.stage(this.run, 2, 3, 4, 5, 6, 7);
		this.ledger.repeats()
			.write(this.run, List.of(new Repeat(5, 2, true), new Repeat(6, 3, true), new Repeat(7, 4, true)));
		this.ledger.created(this.run, 2);
		this.ledger.failed(this.run, 3, ErrorCode.NOT_FOUND, 404, "There is no such user.");
		assertThat(this.ledger.report(this.run).subList(3, 6)).containsExactly(
				new ReportRow(5, "row 5", Outcome.DUPLICATE, Outcome.CREATED, null, null, "Line 2 says the same.", 0,
						"Bnd2", null, null),
				new ReportRow(6, "row 6", Outcome.DUPLICATE, Outcome.FAILED, ErrorCode.NOT_FOUND, 404,
						"Line 3 says the same.", 0, null, null, null),
				new ReportRow(7, "row 7", Outcome.DUPLICATE, Outcome.PENDING, null, null, "Line 4 says the same.", 0,
						null, null, null));
	}

	@Test
	void forEachRowWhenARowIsOpenTellsNothingOfWhatMayBecomeOfIt() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.repeats().write(this.run, List.of(new Repeat(3, 2, true)));
		this.ledger.inFlight().journal(this.run).beforeUpdate(2, "Bnd2", "Rol9");
		assertThat(this.ledger.report(this.run)).allSatisfy((row) -> {
			assertThat(row.countsAs()).isEqualTo(Outcome.PENDING);
			assertThat(row.bindingId()).isNull();
			assertThat(row.previousRoleId()).isNull();
		});
	}

	@Test
	void countsHasTheOutcomesThatOccur() {
		stageOfAllKinds();
		assertThat(this.ledger.reports().counts(this.run).outcomes()).containsExactly(entry(Outcome.CREATED, 1L),
				entry(Outcome.DUPLICATE, 2L), entry(Outcome.INVALID, 2L), entry(Outcome.FAILED, 1L),
				entry(Outcome.PENDING, 1L));
	}

	@Test
	void countsLeavesRepeatedLinesOutOfTheErrors() {
		stageOfAllKinds();
		assertThat(this.ledger.reports().counts(this.run).errors())
			.isEqualTo(Map.of(ErrorCode.MALFORMED_ID, 1L, ErrorCode.CONFLICTING_ROW, 1L, ErrorCode.NOT_FOUND, 1L));
	}

	@Test
	void countsWhenThereAreNoRowsHasNone() {
		stageOfAllKinds();
		long other = this.ledger.start();
		assertThat(this.ledger.reports().counts(other).outcomes()).isEmpty();
		assertThat(this.ledger.reports().counts(other).errors()).isEmpty();
	}

	@Test
	void countsWhenTheRowsAreCountedAlreadyReadsNoRow() {
		stageOfAllKinds();
		OutcomeCounts counted = this.ledger.reports().count(this.run);
		this.ledger.update("DELETE FROM import_row");
		assertThat(this.ledger.reports().counts(this.run)).isEqualTo(counted);
	}

	@Test
	void countsWhenRowsCameOrWereDecidedSinceIsOfThemToo() {
		stageOfAllKinds();
		OutcomeCounts unused = this.ledger.reports().count(this.run);
		this.ledger.stage(this.run, 9);
		assertThat(this.ledger.reports().counts(this.run).outcomes()).containsEntry(Outcome.PENDING, 2L);
		unused = this.ledger.reports().count(this.run);
		this.ledger.created(this.run, 9);
		assertThat(this.ledger.reports().counts(this.run).outcomes()).containsEntry(Outcome.PENDING, 1L)
			.containsEntry(Outcome.CREATED, 2L);
	}

	@Test
	void restoredWhenAnUndoGaveRolesBackCountsThemByBothRoles() {
		long undo = this.ledger.startUndo(this.run);
		this.ledger.stageUndo(undo, "Rol5", 2, 3);
		this.ledger.stage(undo, 4);
		this.ledger.stageUndo(undo, null, 5);
		this.ledger.decide(undo, Outcome.RESTORED, 2, 3, 4);
		this.ledger.decide(undo, Outcome.DELETED, 5);
		assertThat(this.ledger.reports().restored(undo)).containsExactlyInAnyOrder(new RestoredRoles("Rol1", "Rol5", 2),
				new RestoredRoles("Rol1", null, 1));
		assertThat(this.ledger.reports().restored(this.run)).isEmpty();
	}

	private void stageOfAllKinds() {
		this.ledger.stage(this.run, 2, 3, 4, 5, 6, 7);
		this.ledger.stage(this.run, List.of(OpenLedger.invalid(8, ErrorCode.MALFORMED_ID, "user_id.")));
		this.ledger.repeats()
			.write(this.run, List.of(new Repeat(5, 2, true), new Repeat(6, 3, true), new Repeat(7, 2, false)));
		this.ledger.created(this.run, 2);
		this.ledger.failed(this.run, 3, ErrorCode.NOT_FOUND, 404, "There is no such user.");
	}

}

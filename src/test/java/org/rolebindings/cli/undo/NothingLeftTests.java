package org.rolebindings.cli.undo;

import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.undo.UndoRequest;
import org.rolebindings.ledger.OpenLedger;

import static org.assertj.core.api.Assertions.assertThat;

class NothingLeftTests {

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	private InputFile only;

	private long run;

	@BeforeEach
	void open() throws Exception {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
		this.run = this.ledger.start();
		this.only = new InputFile(Files.writeString(this.folder.resolve("some.csv"), "line\n3\n"), "some.csv");
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void describeWhenTheRunMadeNothingSaysSo() {
		assertThat(describe(this.run, null)).isEqualTo("There is nothing to undo: run 1 created and updated nothing.");
	}

	@Test
	void describeWhenAnUndoHasTakenAllBackNamesIt() {
		create(2, 3);
		takeBack(2, 3);
		assertThat(describe(this.run, null)).endsWith("what run 1 did has been taken back, last by run 2.");
		assertThat(describe(this.run, this.only)).endsWith("what run 1 did has been taken back, last by run 2.");
	}

	@Test
	void describeWhenOnlyTheNamedLinesMadeNothingDoesNotSayThatAllWasTakenBack() {
		create(2, 4);
		takeBack(2);
		assertThat(describe(this.run, this.only))
			.endsWith("run 1 created and updated nothing on the lines that some.csv names.");
	}

	@Test
	void describeOfAReportSaysThatNoRowOfItChangedAnything() {
		assertThat(describe(null, null)).endsWith("no row of the report was CREATED or UPDATED.");
		assertThat(describe(null, this.only))
			.endsWith("no row of the report that some.csv names was CREATED or UPDATED.");
	}

	private void create(long... lines) {
		this.ledger.stage(this.run, lines);
		for (long line : lines) {
			this.ledger.created(this.run, line);
		}
	}

	private void takeBack(long... lines) {
		long undo = this.ledger.startUndo(this.run);
		this.ledger.stage(undo, lines);
		for (long line : lines) {
			this.ledger.decide(undo,
					new Decision(line, Outcome.DELETED, "Bnd" + line, "Rol1", null, null, null, null, 1));
		}
	}

	private String describe(@Nullable Long undone, @Nullable InputFile lines) {
		return NothingLeft.describe(new UndoRequest(undone, (undone == null) ? this.only : null, lines),
				this.ledger.runs(), this.ledger.removals());
	}

}

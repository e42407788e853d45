package org.rolebindings.cli.runs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.ledger.remote.WorkerState.State;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.TestLedger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RunsPrinter}: runs that were undone, and those that undid them. */
class RunsPrinterTests {

	private final Set<Long> running = new HashSet<>();

	private final List<WorkerState> workers = new ArrayList<>();

	@TempDir
	Path folder;

	private TestLedger ledger;

	private Run undone;

	@BeforeEach
	void importTwoRows() {
		this.ledger = new TestLedger(this.folder.resolve("state"), this.folder.resolve("reports"));
		this.undone = this.ledger.start("x.csv");
		this.ledger.valid(this.undone, 2, "row 2");
		this.ledger.valid(this.undone, 3, "row 3");
		this.ledger.succeeded(this.undone, 2, Outcome.CREATED, "Bnd2", null);
		this.ledger.succeeded(this.undone, 3, Outcome.UPDATED, "Bnd3", "Rol9");
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void printListWhenARunWasTakenBackInPartSaysByWhichRunAndHowMuchIsLeft() {
		undo(new Decision(2, Outcome.DELETED, "Bnd2", "Rol1", null, null, null, null, 1), new Decision(3,
				Outcome.CHANGED_SINCE, "Bnd3", "Rol8", ErrorCode.CHANGED_SINCE, null, "Look there.", null, 1));
		assertThat(printed(false, (printer) -> printer.printList(this.ledger.runs().all()))).isEqualTo("""
				Run 2: undo of run 1 (x.csv) at https://api.arize.com
				  COMPLETED, started 2026-03-01T08:00:00Z, took 0 s
				  DELETED 1, CHANGED_SINCE 1
				Run 1: import of x.csv to https://api.arize.com
				  ABANDONED, started 2026-03-01T08:00:00Z, took 0 s
				  CREATED 1, UPDATED 1
				  Taken back in part by run 2; 1 row is left.
				""");
		undo(new Decision(3, Outcome.RESTORED, "Bnd3", "Rol1", null, null, null, null, 1));
		assertThat(printed(false, (printer) -> printer.printOne(run(1)))).endsWith("\nTaken back by runs 2, 3.\n");
	}

	@Test
	void printOneOfAnUndoHasOnlyTheOptionsAndOutcomesOfAnUndo() {
		undo(new Decision(2, Outcome.DELETED, "Bnd2", "Rol1", null, null, null, null, 1));
		assertThat(printed(false, (printer) -> printer.printOne(run(2))))
			.contains("Run 2: undo of run 1 (x.csv) at https://api.arize.com\n", "  options   none\n",
					"  DELETED                           1\n")
			.doesNotContain("CREATED", "--on-conflict", "Taken back");
	}

	@Test
	void printAsJsonNamesTheUndoneRunAndThoseThatUndidIt() {
		undo(new Decision(2, Outcome.DELETED, "Bnd2", "Rol1", null, null, null, null, 1));
		JsonNode runs = json((printer) -> printer.printList(this.ledger.runs().all())).get("runs");
		assertThat(runs.get(0).get("kind").asString()).isEqualTo("undo");
		assertThat(runs.get(0).get("undone").asLong()).isEqualTo(1);
		assertThat(runs.get(0).get("undone_by").isEmpty()).isTrue();
		assertThat(runs.get(0).has("exit_code")).isFalse();
		assertThat(runs.get(1).get("undone").isNull()).isTrue();
		assertThat(runs.get(1).get("undone_by").get(0).asLong()).isEqualTo(2);
		JsonNode one = json((printer) -> printer.printOne(run(1)));
		assertThat(one.get("undone_by")).isEqualTo(runs.get(1).get("undone_by"));
		assertThat(one.get("exit_code").asInt()).isZero();
		assertThat(one.get("next").isNull()).isTrue();
	}

	private void undo(Decision... decisions) {
		Run undo = this.ledger.startUndo(this.undone, "x.csv");
		for (Decision decision : decisions) {
			this.ledger.takenBack(undo, decision.line(), (decision.line() == 3) ? "Rol9" : null, decision);
		}
		this.ledger.runs().end(undo.number(), RunStatus.COMPLETED, TestLedger.STARTED);
	}

	@Test
	void printWhenAnotherProcessWorksOnTheRunSaysSoAndNamesNoCommand() {
		this.running.add(1L);
		assertThat(printed(false, (printer) -> printer.printList(List.of(run(1))))).contains("  RUNNING, started ")
			.endsWith("\n  Another process is working on it.\n");
		assertThat(printed(false, (printer) -> printer.printOne(run(1)))).contains("  status    RUNNING\n",
				"  ended     not yet\n");
		JsonNode one = json((printer) -> printer.printOne(run(1)));
		assertThat(one.get("status").asString()).isEqualTo("RUNNING");
		assertThat(one.get("next").isNull()).isTrue();
	}

	@Test
	void printOneWhenWorkersTookPartListsThem() {
		assertThat(printed(false, (printer) -> printer.printOne(run(1)))).doesNotContain("worker");
		assertThat(json((printer) -> printer.printOne(run(1))).has("workers")).isFalse();
		this.workers.add(worker("process 11 on a", State.SILENT, 1_234, null));
		this.workers.add(worker("process 2 on host\u202e", State.LEFT, 5, "The key is refused."));
		assertThat(printed(false, (printer) -> printer.printOne(run(1)))).contains("""
				  rows                              2

				  worker                   state            rows  last sign of life
				  process 11 on a          SILENT          1,234  2026-03-01T08:00:00Z
				  process 2 on host\\u202E  LEFT                5  2026-03-01T08:00:00Z
				    The key is refused.

				Reports:""");
		JsonNode workers = json((printer) -> printer.printOne(run(1))).get("workers");
		assertThat(workers.get(0).toString())
			.isEqualTo("{\"name\":\"process 11 on a\",\"state\":\"SILENT\",\"rows\":1234,"
					+ "\"joined_at\":\"2026-03-01T08:00:00Z\",\"seen_at\":\"2026-03-01T08:00:00.250Z\",\"message\":null}");
		assertThat(workers.get(1).get("message").asString()).isEqualTo("The key is refused.");
		JsonNode listed = json((printer) -> printer.printList(List.of(run(1)))).get("runs").get(0);
		assertThat(listed.has("workers")).isFalse();
	}

	private static WorkerState worker(String name, State state, long rows, @Nullable String message) {
		return new WorkerState(name, name, TestLedger.STARTED, TestLedger.STARTED.plusMillis(250), null, rows, state,
				message);
	}

	private Run run(long number) {
		return this.ledger.runs().get(number);
	}

	private JsonNode json(Consumer<RunsPrinter> action) {
		return new JsonMapper().readTree(printed(true, action));
	}

	private String printed(boolean json, Consumer<RunsPrinter> action) {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		TakeUp takeUp = new TakeUp(this.ledger.runs(), this.ledger.rows(),
				new Binder().bindOrCreate("role-bindings", ImportProperties.class), List.of(), TestLedger.STARTED);
		action.accept(new RunsPrinter(new PrintStream(printed, true, StandardCharsets.UTF_8), this.ledger.reports(),
				takeUp, new TakenBack(this.ledger.runs(), this.ledger.removals()),
				new RunsPrinter.Processes(this.running, (run) -> (run == 1) ? this.workers : List.of()), json));
		return printed.toString(StandardCharsets.UTF_8);
	}

}

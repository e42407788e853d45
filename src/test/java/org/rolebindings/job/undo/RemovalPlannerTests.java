package org.rolebindings.job.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.ChangingAccount;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.plan.PlanAdvice;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.sandbox.SandboxClient;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.keys.KeysFile;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A property of any account, file and change by another client: an undo or a revoke right
 * after its dry run does what the dry run said, row by row, and the dry run changes
 * nothing. A seed that fails is run alone with {@code -Dremoval.seed}.
 */
class RemovalPlannerTests {

	private static final Map<String, String> OUTCOMES = Map.of("DELETE", "DELETED", "RESTORE", "RESTORED", "NONE",
			"UNCHANGED", "GONE", "GONE", "CHANGED_SINCE", "CHANGED_SINCE", "FAIL", "FAILED", "INVALID", "INVALID",
			"DUPLICATE", "DUPLICATE");

	@TempDir
	Path folder;

	static LongStream seeds() {
		Long seed = Long.getLong("removal.seed");
		return (seed != null) ? LongStream.of(seed) : LongStream.range(0, Long.getLong("removal.seeds", 2));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void undoDoesWhatItsDryRunSaid(long seed) throws IOException {
		Random random = new Random(seed);
		try (SandboxServer sandbox = sandbox()) {
			ChangingAccount account = account(sandbox);
			account.change(random, ChangingAccount.USERS * ChangingAccount.SPACES / 2);
			Installation installation = installation(sandbox).set("on-conflict",
					List.of("fail", "keep", "update", "update").get(random.nextInt(4)));
			installation.run(file("x", random));
			account.change(random, random.nextInt(8));
			try (Start start = installation.start(UndoConfiguration.class)) {
				boolean again = compareUndo(start, account);
				if (again) {
					account.change(random, random.nextInt(4));
					compareUndo(start, account);
				}
			}
		}
	}

	/** Returns whether there was something to undo. */
	private static boolean compareUndo(Start start, ChangingAccount account) {
		UndoRequest request = new UndoRequest(1L, null, null);
		Map<String, SandboxBinding> before = account.byPlace();
		List<Run> runs = start.get(RunLedger.class).all();
		ReportFiles plan = reports(start.get(RemovalPlanner.class).planUndo(request, (unpublished) -> PlanAdvice.NONE));
		assertThat(plan.folder()).hasFileName("x-undo-plan");
		assertThat(account.byPlace()).as("the account after the dry run").isEqualTo(before);
		assertThat(start.get(RunLedger.class).all()).as("the runs after the dry run").isEqualTo(runs);
		if (start.get(Undoing.class).undo(request, (offer) -> {
		}, List.of()).isEmpty()) {
			assertThat(plan.column("plan.csv", "action")).as("nothing is left").allMatch("NONE"::equals);
			return false;
		}
		assertThat(outcomes(start)).isEqualTo(planned(plan));
		return true;
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void revokeDoesWhatItsDryRunSaid(long seed) throws IOException {
		Random random = new Random(seed);
		try (SandboxServer sandbox = sandbox()) {
			ChangingAccount account = account(sandbox);
			account.change(random, ChangingAccount.USERS * ChangingAccount.SPACES);
			Path file = file("x", random);
			Installation installation = installation(sandbox);
			installation.run(file("other", random));
			try (Start start = installation.start(UndoConfiguration.class)) {
				compareRevoke(start, account, file);
				account.change(random, random.nextInt(8));
				compareRevoke(start, account, file);
			}
		}
	}

	private static void compareRevoke(Start start, ChangingAccount account, Path path) {
		InputFile file = InputFile.of(path);
		Map<String, SandboxBinding> before = account.byPlace();
		List<Run> runs = start.get(RunLedger.class).all();
		ReportFiles plan = reports(start.get(RemovalPlanner.class).planRevoke(file, (unpublished) -> PlanAdvice.NONE));
		assertThat(plan.folder()).hasFileName("x-revoke-plan");
		assertThat(account.byPlace()).as("the account after the dry run").isEqualTo(before);
		assertThat(start.get(RunLedger.class).all()).as("the runs after the dry run").isEqualTo(runs);
		start.get(Revoking.class).revoke(file, (offer) -> {
		}, List.of());
		assertThat(outcomes(start)).isEqualTo(planned(plan));
	}

	/** The outcome and the code that a plan predicts, by line. */
	private static Map<Long, String> planned(ReportFiles plan) {
		Map<Long, String> outcomes = new TreeMap<>();
		for (Map<String, String> row : plan.rows("plan.csv")) {
			// The ledger has the code of a DUPLICATE at the line that it repeats
			String code = "DUPLICATE".equals(row.get("action")) ? "" : row.get("error_code");
			outcomes.put(Long.valueOf(Objects.requireNonNull(row.get("line"))),
					OUTCOMES.get(row.get("action")) + " " + code);
		}
		return outcomes;
	}

	/** The outcome and the code of each row of the last run, by line. */
	private static Map<Long, String> outcomes(Start start) {
		Map<Long, String> outcomes = new TreeMap<>();
		start.get(JdbcTemplate.class)
			.query("SELECT row_id, outcome, error_code FROM import_row WHERE row_id > ?", (results) -> {
				outcomes.put(RowId.line(results.getLong(1)),
						results.getString(2) + " " + Objects.requireNonNullElse(results.getString(3), ""));
			}, RowId.before(start.get(RunLedger.class).all().get(0).number()));
		return outcomes;
	}

	private static ReportFiles reports(Plan plan) {
		return new ReportFiles(plan.reports().folder());
	}

	private Installation installation(SandboxServer sandbox) {
		return new Installation(this.folder, sandbox.baseUrl()).set("read-lag-millis", "200");
	}

	/** Starts a sandbox in which the import's key sees no binding on one space. */
	private SandboxServer sandbox() throws IOException {
		Path keys = this.folder.resolve("keys.json");
		Files.writeString(keys, """
				{"any": {"*": ["CREATE", "READ", "DELETE"]},
				 "test-key": {"*": ["CREATE", "READ", "DELETE"], "%s": ["CREATE", "DELETE"]}}
				""".formatted(CsvRows.id("Space:hidden")));
		return SandboxServer.start(0, SandboxProperties.none(), KeysFile.read(keys), Duration.ZERO);
	}

	private Path file(String name, Random random) {
		List<String> rows = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			String space = (random.nextInt(8) == 0) ? "hidden" : "s" + random.nextInt(ChangingAccount.SPACES);
			rows.add((random.nextInt(10) == 0) ? "no,ids,SPACE,here" : CsvRows
				.row("r" + random.nextInt(ChangingAccount.ROLES), "u" + random.nextInt(ChangingAccount.USERS), space));
		}
		return CsvRows.write(this.folder.resolve(name + ".csv"), rows.toArray(String[]::new));
	}

	/** In an account of which the key always sees a binding. */
	private static ChangingAccount account(SandboxServer sandbox) {
		new SandboxClient(sandbox).create(SandboxClient.binding("r", "nobody", "Space:other"));
		return new ChangingAccount(sandbox);
	}

}

package org.rolebindings.job.plan;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.job.ChangingAccount;
import org.rolebindings.job.Installation;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A property of any account, file and options: an import right after a plan does what the
 * plan said, row by row. If the account changes in between and the plan is applied,
 * exactly the rows that it changes for are {@code CHANGED_SINCE_PLAN}. A seed that fails
 * is run alone with {@code -Dplan.seed}.
 */
class PlanAndImportTests {

	private static final Map<String, String> OUTCOMES = Map.of("CREATE", "CREATED", "UPDATE", "UPDATED", "NONE",
			"UNCHANGED", "KEEP", "KEPT", "FAIL", "FAILED", "INVALID", "INVALID", "DUPLICATE", "DUPLICATE");

	@TempDir
	Path folder;

	static LongStream seeds() {
		Long seed = Long.getLong("plan.seed");
		return (seed != null) ? LongStream.of(seed) : LongStream.range(0, Long.getLong("plan.seeds", 8));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void importDoesWhatThePlanSaidUnlessTheAccountChanges(long seed) {
		Random random = new Random(seed);
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none())) {
			ChangingAccount account = new ChangingAccount(sandbox);
			account.change(random, ChangingAccount.USERS * ChangingAccount.SPACES / 2);
			Path file = file(random);
			String onConflict = List.of("fail", "keep", "update").get(random.nextInt(3));
			Installation installation = installation(sandbox.baseUrl(), onConflict);
			ReportFiles plan = new ReportFiles(installation.plan(file).reports().folder());
			Map<String, SandboxBinding> before = account.byPlace();
			boolean applied = random.nextInt(4) > 0;
			if (applied) {
				installation.set("plan", plan.folder().resolve("plan.csv").toString());
				account.change(random, random.nextInt(4));
			}
			Map<String, SandboxBinding> now = account.byPlace();
			ReportFiles reports = installation.reportsOf(file);
			Map<Integer, String> expected = new HashMap<>();
			Map<Integer, String> changed = new HashMap<>();
			for (Map<String, String> row : plan.rows("plan.csv")) {
				int line = Integer.parseInt(Objects.requireNonNull(row.get("line")));
				String action = Objects.requireNonNull(row.get("action"));
				String place = row.get("user_id") + " " + row.get("resource_id");
				boolean drift = !isSame(before.get(place), now.get(place));
				SandboxBinding there = now.get(place);
				boolean asWished = there != null && there.roleId().equals(row.get("role_id"));
				String outcome = Objects.requireNonNull(OUTCOMES.get(action));
				if (drift && !action.equals("INVALID") && !action.equals("DUPLICATE")) {
					outcome = asWished ? "UNCHANGED" : "FAILED";
					if (!asWished) {
						changed.put(line, "CHANGED_SINCE_PLAN");
					}
				}
				expected.put(line, outcome);
			}
			assertThat(reports.outcomes()).as("outcomes").isEqualTo(expected);
			assertThat(codes(reports)).as("drifted rows").isEqualTo(changed);
		}
	}

	/** A binding's id and role are evidence of a change; its times are not. */
	private static boolean isSame(@Nullable SandboxBinding one, @Nullable SandboxBinding other) {
		return (one == null || other == null) ? one == null && other == null
				: one.id().equals(other.id()) && one.roleId().equals(other.roleId());
	}

	/** The rows that are CHANGED_SINCE_PLAN, without those that repeat one. */
	private static Map<Integer, String> codes(ReportFiles reports) {
		Map<Integer, String> codes = new HashMap<>();
		for (Map<String, String> row : reports.rows("failed.csv")) {
			if ("CHANGED_SINCE_PLAN".equals(row.get("error_code")) && "FAILED".equals(row.get("outcome"))) {
				codes.put(Integer.parseInt(Objects.requireNonNull(row.get("line"))), "CHANGED_SINCE_PLAN");
			}
		}
		return codes;
	}

	private Installation installation(URI api, String onConflict) {
		return new Installation(this.folder, api).set("on-conflict", onConflict);
	}

	private Path file(Random random) {
		List<String> rows = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			rows.add((random.nextInt(10) == 0) ? "no,ids,SPACE,here"
					: CsvRows.row("r" + random.nextInt(ChangingAccount.ROLES),
							"u" + random.nextInt(ChangingAccount.USERS), "s" + random.nextInt(ChangingAccount.SPACES)));
		}
		return CsvRows.write(this.folder.resolve("x.csv"), rows.toArray(String[]::new));
	}

}

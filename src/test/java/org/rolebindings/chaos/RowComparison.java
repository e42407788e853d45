package org.rolebindings.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.rolebindings.testing.ReportFiles;

/** Compares each row of the file with the reports and with the server's memory. */
final class RowComparison {

	private static final Set<String> NOT_CARRIED = Set.of("message");

	private final ChaosScenario scenario;

	private final ChaosAccount account;

	private final ServerLog log;

	private final Findings findings;

	/**
	 * Whether the machine was so slow that the client gave up, or took the service for
	 * dead, which costs a row no attempt.
	 */
	private final boolean strained;

	RowComparison(ChaosScenario scenario, ChaosAccount account, ServerLog log, Findings findings, boolean strained) {
		this.scenario = scenario;
		this.account = account;
		this.log = log;
		this.findings = findings;
		this.strained = strained;
	}

	/** A row of a report. */
	private record Reported(String file, Map<String, String> row) {

		String get(String column) {
			return this.row.getOrDefault(column, "");
		}

	}

	/** Compares all rows. */
	void compare(ReportFiles reports) {
		Map<Long, Reported> reported = new LinkedHashMap<>();
		for (String file : Stream.of("succeeded.csv", "failed.csv", "gone.csv").filter(reports::has).toList()) {
			long last = 0;
			for (Map<String, String> row : reports.rows(file)) {
				long line = Long.parseLong(row.getOrDefault("line", "0"));
				this.findings.require(line > last, file + " is not in the file's order at line " + line);
				last = line;
				this.findings.require(reported.put(line, new Reported(file, row)) == null,
						"line " + line + " is reported twice");
			}
		}
		for (ChaosRow row : this.scenario.rows()) {
			Reported found = reported.remove(row.line());
			if (found == null) {
				this.findings.add("line " + row.line() + " is in no report; " + describe(row));
			}
			else {
				compare(row, found);
			}
		}
		reported.keySet().forEach((line) -> this.findings.add("line " + line + " is reported and not in the file"));
	}

	private void compare(ChaosRow row, Reported found) {
		Findings wrong = new Findings("");
		Expected expected = row.expected();
		wrong.equal("its report", report(row), found.file());
		wrong.equal("outcome", expected.outcome(), found.get("outcome"));
		wrong.equal("error_code", expected.errorCode(), found.get("error_code"));
		wrong.equal("previous_role_id", expected.previousRole(), Ids.canonical(found.get("previous_role_id")));
		wrong.equal("http_status", expected.isFailure() ? expected.httpStatus() : "", found.get("http_status"));
		String message = found.get("message").toLowerCase(Locale.ROOT);
		wrong.require(expected.isFailure() != message.isEmpty(), "message is '" + message + "'");
		wrong.require(!expected.isFailure() || message.contains(expected.told()),
				"message lacks '" + expected.told() + "'");
		int attempts = Integer.parseInt(found.get("attempts"));
		int least = (this.scenario.killAfter() > 0 || this.strained) ? Math.min(1, expected.leastAttempts())
				: expected.leastAttempts();
		int most = most(expected);
		wrong.require(attempts >= least && attempts <= most,
				"attempts is " + attempts + " and should be " + least + " to " + most);
		compareCarried(row, found, wrong);
		if (expected.account() != null) {
			compareAccount(expected, expected.account(), found, wrong);
		}
		if (!wrong.all().isEmpty()) {
			this.findings.add("line " + row.line() + ": " + String.join("; ", wrong.all()) + "; " + describe(row)
					+ "; reported: " + found.row());
		}
	}

	/** The report that has the row: that of the first row about the same binding. */
	private String report(ChaosRow row) {
		Expected.InAccount account = row.expected().account();
		return this.scenario.rows()
			.stream()
			.filter((other) -> account != null && other.isAbout(account.target()))
			.findFirst()
			.orElse(row)
			.expected()
			.report();
	}

	private int most(Expected expected) {
		if (!this.strained || expected.mostAttempts() == 0) {
			return Math.max(expected.leastAttempts(), expected.mostAttempts());
		}
		// A hidden conflict may take more than the option says
		return Math.max(expected.mostAttempts(),
				this.scenario.maxAttempts() * ((this.scenario.killAfter() > 0) ? 2 : 1));
	}

	private void compareCarried(ChaosRow row, Reported found, Findings wrong) {
		List<String> columns = this.scenario.columns();
		for (int i = 0; i < columns.size(); i++) {
			String column = columns.get(i);
			if (!NOT_CARRIED.contains(column.strip().toLowerCase(Locale.ROOT))) {
				String field = (i < row.fields().size()) ? row.fields().get(i) : "";
				wrong.equal("the column " + column, field, found.row().getOrDefault(column, "(not there)"));
			}
		}
	}

	private void compareAccount(Expected expected, Expected.InAccount wanted, Reported found, Findings wrong) {
		Held held = this.account.find(wanted.target());
		wrong.equal("the role in the account", String.valueOf(wanted.role()), (held != null) ? held.role() : "null");
		wrong.equal("the number of creates", wanted.creates(), this.account.creates(wanted.target()));
		wrong.equal("there was an update", wanted.updated(), this.account.updates(wanted.target()) > 0);
		if (held != null && !expected.isFailure() && !this.log.isTakenAway(wanted.target())) {
			wrong.equal("binding_id", held.id(), found.get("binding_id"));
		}
	}

	private String describe(ChaosRow row) {
		Expected.InAccount account = row.expected().account();
		Wish wish = (account != null) ? this.scenario.wishes().get(account.target()) : null;
		if (account == null || wish == null) {
			return "expected: " + row.expected();
		}
		return "expected: " + row.expected() + "; scripted: creates " + wish.creates() + ", look-ups "
				+ this.scenario.lookUps().get(account.target().user()) + ", updates " + wish.updates() + "; happened: "
				+ this.log.events(account.target()) + this.log.events(account.target().user());
	}

}

package org.rolebindings.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;
import tools.jackson.databind.JsonNode;

/** Compares a run as a whole with what must come of it. */
final class RunComparison {

	private final ChaosScenario scenario;

	private final ChaosAccount account;

	private final ServerLog log;

	private final Findings findings;

	RunComparison(ChaosScenario scenario, ChaosAccount account, ServerLog log, Findings findings) {
		this.scenario = scenario;
		this.account = account;
		this.log = log;
		this.findings = findings;
	}

	/** Compares everything. */
	void compare(Program.Result result, ReportFiles reports) {
		boolean failures = this.scenario.rows().stream().anyMatch((row) -> row.expected().isFailure());
		this.findings.equal("the exit code", failures ? 1 : 0, result.code());
		this.findings.require(!reports.has("pending.csv"), "there is a pending.csv");
		JsonNode summary = reports.summary();
		this.findings.equal("status", "COMPLETED", summary.path("status").asString());
		this.findings.equal("rows", this.scenario.rows().size(), summary.path("rows").asInt());
		this.findings.equal("outcomes", outcomes(), reports.counts());
		this.findings.equal("errors", errors(), counts(summary.path("errors")));
		boolean tookForDead = result.err().contains("proper answer");
		boolean strained = compareRequests(summary.path("requests")) || tookForDead;
		compareAccount();
		new RowComparison(this.scenario, this.account, this.log, this.findings, strained).compare(reports);
		this.log.objections().forEach(this.findings::add);
	}

	private Map<String, Long> outcomes() {
		return this.scenario.rows()
			.stream()
			.collect(Collectors.groupingBy((row) -> row.expected().outcome(), TreeMap::new, Collectors.counting()));
	}

	private Map<String, Long> errors() {
		return this.scenario.rows()
			.stream()
			.filter((row) -> row.expected().isFailure() && !row.expected().outcome().equals("DUPLICATE"))
			.collect(Collectors.groupingBy((row) -> row.expected().errorCode(), TreeMap::new, Collectors.counting()));
	}

	/**
	 * Returns whether the client has given up where the server meant to answer, or was
	 * killed.
	 */
	private boolean compareRequests(JsonNode requests) {
		Map<String, Long> told = counts(requests.path("by_status"));
		Map<String, Long> counted = this.log.byStatus();
		long sum = told.values().stream().mapToLong(Long::longValue).sum();
		this.findings.equal("the sum of by_status", requests.path("total").asLong(), sum);
		if (this.scenario.killAfter() > 0) {
			return true;
		}
		this.findings.require(sum == this.log.requests(),
				this.log.requests() + " requests came, " + counted + ", and " + told + " are told");
		long unanswered = told.getOrDefault(ServerLog.NO_ANSWER, 0L);
		if (unanswered > counted.getOrDefault(ServerLog.NO_ANSWER, 0L)) {
			return true;
		}
		this.findings.equal("by_status", counted, told);
		this.findings.equal("throttled", this.log.askedToWait(), requests.path("throttled").asLong());
		return false;
	}

	private void compareAccount() {
		long expected = this.scenario.others().size() + this.scenario.wishes()
			.values()
			.stream()
			.map((wish) -> wish.expected().account())
			.filter((account) -> account != null && account.role() != null)
			.count();
		this.findings.equal("the number of bindings", expected, (long) this.account.all().size());
		for (Target other : this.scenario.others()) {
			Held held = this.account.find(other);
			this.findings.require(
					held != null && held.role().equals(ChaosScenario.OTHERS_ROLE)
							&& held.createdAt().equals(held.updatedAt()),
					"a binding that no row asks for was touched: " + held);
		}
	}

	private static Map<String, Long> counts(JsonNode node) {
		Map<String, Long> counts = new TreeMap<>();
		node.properties().forEach((entry) -> counts.put(entry.getKey(), entry.getValue().asLong()));
		return counts;
	}

}

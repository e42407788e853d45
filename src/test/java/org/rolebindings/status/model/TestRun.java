package org.rolebindings.status.model;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.inbox.ClaimedFile;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.LatencySummary;
import org.rolebindings.report.summary.RequestSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

/**
 * A run that has ended.
 *
 * @param number the run's number
 * @param name the file's name
 * @param outcomes how many rows it has of each outcome
 */
record TestRun(long number, String name, Map<Outcome, Long> outcomes) {

	ClaimedFile file() {
		return new ClaimedFile(Path.of("processing", this.name), String.format("%016x", this.number), this.name);
	}

	ImportResult result(Path reports) {
		Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
		for (Outcome outcome : RunKind.IMPORT.outcomes()) {
			all.put(outcome, this.outcomes.getOrDefault(outcome, 0L));
		}
		long rows = all.values().stream().mapToLong(Long::longValue).sum();
		RunSummary summary = new RunSummary(this.number, RunStatus.COMPLETED, this.name, "00", null, Instant.EPOCH,
				Instant.EPOCH, BigDecimal.ONE, 0, rows, all, Map.of(), new RequestSummary(0, Map.of(), 0, 0),
				new LatencySummary(null, null, null, null), BigDecimal.ONE, RunKind.IMPORT, null,
				new RunOptions("fail", "skip", ","), null);
		return new ImportResult(new WrittenReports(reports, summary), null);
	}

	/** Tells all that is told of it. */
	void tell(WatchStatus status, Path reports) {
		status.begins(file());
		status.result(result(reports));
		FileOutcome outcome = new FileOutcome(FileOutcome.Fate.DONE, this.number, "");
		status.ended(file(), outcome);
		status.filed(file(), outcome, Path.of("inbox", "done", this.name));
	}

}

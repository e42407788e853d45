package org.rolebindings.report.summary;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTotals;

/**
 * A run in numbers: what is in {@code summary.json}, whose keys are these components in
 * snake case and in this order.
 *
 * @param run the run's number, or {@code null} for a validation
 * @param status how it ended, or RUNNING as long as a process works on it
 * @param file the input file's name
 * @param sha256 the digest of the file's bytes
 * @param target the normalised base URL, or {@code null} if there is none
 * @param startedAt when the run was first started
 * @param endedAt when it ended or stopped, or {@code null} if a crash ended it
 * @param durationSeconds the seconds from each start to its end, to the millisecond
 * @param resumes how often the run was resumed
 * @param rows the records of the file as far as they were read
 * @param outcomes the rows by outcome, all outcomes of the kind with their counts
 * @param errors the failed rows by code, without DUPLICATEs, the codes that occur
 * @param requests what was sent
 * @param latencyMs how long the exchanges took
 * @param rowsPerSecond the rows that are decided by the duration, to three decimals; 0 if
 * there is no duration
 * @param kind what was done with the rows
 * @param note the text of {@code --note}, or {@code null}
 * @param options the options that decided their outcomes
 * @param actions the rows of a plan by action, all actions of its kind with their counts;
 * {@code null} for other kinds
 */
public record RunSummary(@Nullable Long run, RunStatus status, String file, String sha256, @Nullable String target,
		@JsonFormat(pattern = RunSummary.MILLISECONDS, timezone = "UTC") Instant startedAt,
		@JsonFormat(pattern = RunSummary.MILLISECONDS, timezone = "UTC") @Nullable Instant endedAt,
		BigDecimal durationSeconds, int resumes, long rows, Map<Outcome, Long> outcomes, Map<ErrorCode, Long> errors,
		RequestSummary requests, LatencySummary latencyMs, BigDecimal rowsPerSecond, RunKind kind,
		@Nullable String note, RunOptions options,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<PlanAction, Long> actions) {

	/** The name of a summary's file. */
	public static final String FILE_NAME = "summary.json";

	static final String MILLISECONDS = "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'";

	private static final int DECIMALS = 3;

	private static final long MILLIS_PER_SECOND = 1000;

	/**
	 * Checks the sum.
	 * @throws IllegalArgumentException if the rows are not the sum of the outcomes
	 */
	public RunSummary {
		long sum = sum((actions != null) ? actions : outcomes);
		if (rows != sum) {
			throw new IllegalArgumentException("There are " + rows + " rows and " + sum + " outcomes or actions.");
		}
	}

	/**
	 * Sums up a run.
	 * @param run the run
	 * @param status how it ended; RUNNING, which a crash leaves behind, becomes STOPPED
	 * @param endedAt when it ended, or {@code null} if that is not known
	 * @param counts the rows
	 * @return the summary
	 */
	public static RunSummary of(Run run, RunStatus status, @Nullable Instant endedAt, RowCounts counts) {
		RunTotals totals = run.totals();
		return new RunSummary(run.number(), (status == RunStatus.RUNNING) ? RunStatus.STOPPED : status, run.fileName(),
				run.identity().sha256(), run.identity().target(), run.startedAt(), endedAt, seconds(totals),
				run.resumes(), counts.rows(), counts.outcomes(), counts.errors(), RequestSummary.of(totals),
				LatencySummary.decode(totals.latencies()), rate(counts.decided(), totals), counts.kind(),
				run.request().note(), RunOptions.of(run.identity()), null);
	}

	/**
	 * The same run while a process works on it.
	 * @return the summary with the status RUNNING
	 */
	public RunSummary running() {
		return new RunSummary(this.run, RunStatus.RUNNING, this.file, this.sha256, this.target, this.startedAt, null,
				this.durationSeconds, this.resumes, this.rows, this.outcomes, this.errors, this.requests,
				this.latencyMs, this.rowsPerSecond, this.kind, this.note, this.options, this.actions);
	}

	/**
	 * Sums up a validation, which is no run: it always starts over, and sends nothing.
	 * @param file the input file's name
	 * @param sha256 the digest of the file's bytes
	 * @param startedAt when it was started
	 * @param endedAt when it ended
	 * @param counts the rows
	 * @param options how the file was read
	 * @return a COMPLETED summary
	 */
	public static RunSummary ofNoRun(String file, String sha256, Instant startedAt, Instant endedAt, RowCounts counts,
			RunOptions options) {
		// The clock may have been set back meanwhile
		Instant end = endedAt.isBefore(startedAt) ? startedAt : endedAt;
		RunTotals totals = new RunTotals(0, Map.of(), 0, 0, "", Duration.between(startedAt, end).toMillis());
		return new RunSummary(null, RunStatus.COMPLETED, file, sha256, null, startedAt, end, seconds(totals), 0,
				counts.rows(), counts.outcomes(), counts.errors(), RequestSummary.of(totals),
				LatencySummary.decode(totals.latencies()), rate(counts.decided(), totals), counts.kind(), null, options,
				null);
	}

	/**
	 * Sums up a plan.
	 * @param target the normalised base URL
	 * @param totals what was sent
	 * @param note the text of {@code --note}, or {@code null}
	 * @param actions the rows by action, all actions with their counts
	 * @return this summary with these values
	 */
	public RunSummary ofPlan(String target, RunTotals totals, @Nullable String note, Map<PlanAction, Long> actions) {
		long planned = sum(actions);
		return new RunSummary(null, this.status, this.file, this.sha256, target, this.startedAt, this.endedAt,
				seconds(totals), 0, planned, Map.of(), this.errors, RequestSummary.of(totals),
				LatencySummary.decode(totals.latencies()), rate(planned, totals), this.kind, note, this.options,
				actions);
	}

	/**
	 * The text of {@code summary.json}.
	 * @return pretty-printed JSON with a line feed at its end
	 */
	public String toJson() {
		return SummaryJson.write(this);
	}

	/**
	 * The outcomes that occur, with their counts.
	 * @return text like {@code 1,234 CREATED, 2 FAILED}; empty if there are no rows
	 */
	public String describeOutcomes() {
		return this.outcomes.entrySet()
			.stream()
			.filter((outcome) -> outcome.getValue() > 0)
			.map((outcome) -> Wording.of(outcome.getValue()) + " " + outcome.getKey())
			.collect(Collectors.joining(", "));
	}

	private static BigDecimal seconds(RunTotals totals) {
		return BigDecimal.valueOf(totals.busyMillis(), DECIMALS).stripTrailingZeros();
	}

	private static long sum(Map<?, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private static BigDecimal rate(long rows, RunTotals totals) {
		if (totals.busyMillis() == 0) {
			return BigDecimal.ZERO;
		}
		return BigDecimal.valueOf(rows * MILLIS_PER_SECOND)
			.divide(BigDecimal.valueOf(totals.busyMillis()), DECIMALS, RoundingMode.HALF_UP)
			.stripTrailingZeros();
	}

}

package org.rolebindings.cli.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.summary.LatencySummary;
import org.rolebindings.report.summary.RequestSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link UnchangedRun}. */
class UnchangedRunTests {

	@Test
	void sentenceWhenEveryRowIsUnchangedOrADuplicateTellsRowsAndRequests() {
		assertThat(sentence(1_003, Map.of(Outcome.UNCHANGED, 99_999L, Outcome.DUPLICATE, 1L)))
			.isEqualTo("Nothing has changed: all 100,000 rows are in place already; it took 1,003 requests.");
	}

	@Test
	void sentenceWhenThereIsOneRowIsInTheSingular() {
		assertThat(sentence(1, Map.of(Outcome.UNCHANGED, 1L)))
			.isEqualTo("Nothing has changed: the only row is in place already; it took one request.");
	}

	@Test
	void sentenceWhenRowsAreKeptDoesNotSayThatTheyAreInPlace() {
		assertThat(sentence(9, Map.of(Outcome.UNCHANGED, 5L, Outcome.KEPT, 2L)))
			.isEqualTo("Nothing has changed: of 7 rows, 2 are KEPT with another role, and all others are in place "
					+ "already; it took 9 requests.");
	}

	@Test
	void sentenceOfAnUndoThatFoundNothingSaysThatItWasDoneBefore() {
		Map<Outcome, Long> outcomes = Map.of(Outcome.GONE, 5L, Outcome.UNCHANGED, 1L);
		assertThat(UnchangedRun.sentence(summary(RunKind.UNDO, RunStatus.COMPLETED, 9, outcomes, Map.of())))
			.hasValue("Nothing has changed: all 6 rows were taken back already; it took 9 requests.");
		assertThat(UnchangedRun.sentence(summary(RunKind.REVOKE, RunStatus.COMPLETED, 9,
				Map.of(Outcome.DELETED, 1L, Outcome.GONE, 1L), Map.of())))
			.isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "CREATED", "UPDATED", "INVALID", "FAILED", "PENDING" })
	void sentenceWhenOneRowHasAnotherOutcomeIsNone(Outcome outcome) {
		assertThat(sentence(9, Map.of(Outcome.UNCHANGED, 5L, outcome, 1L))).isEmpty();
	}

	@Test
	void sentenceWhenADuplicateCountsAsAFailureIsNone() {
		assertThat(UnchangedRun.sentence(summary(RunStatus.COMPLETED, 9,
				Map.of(Outcome.UNCHANGED, 5L, Outcome.DUPLICATE, 1L), Map.of(ErrorCode.NOT_FOUND, 1L))))
			.isEmpty();
	}

	@Test
	void sentenceWhenThereAreNoRowsOrTheRunDidNotComeToItsEndIsNone() {
		assertThat(sentence(1, Map.of())).isEmpty();
		assertThat(UnchangedRun.sentence(summary(RunStatus.STOPPED, 9, Map.of(Outcome.UNCHANGED, 5L), Map.of())))
			.isEmpty();
	}

	private static String sentence(long requests, Map<Outcome, Long> outcomes) {
		return UnchangedRun.sentence(summary(RunStatus.COMPLETED, requests, outcomes, Map.of())).orElse("");
	}

	private static RunSummary summary(RunStatus status, long requests, Map<Outcome, Long> outcomes,
			Map<ErrorCode, Long> errors) {
		return summary(RunKind.IMPORT, status, requests, outcomes, errors);
	}

	private static RunSummary summary(RunKind kind, RunStatus status, long requests, Map<Outcome, Long> outcomes,
			Map<ErrorCode, Long> errors) {
		return new RunSummary(7L, status, "x.csv", "00", "https://api.example", Instant.EPOCH, Instant.EPOCH,
				BigDecimal.ONE, 0, outcomes.values().stream().mapToLong(Long::longValue).sum(), outcomes, errors,
				new RequestSummary(requests, Map.of(), 0, 0), new LatencySummary(null, null, null, null),
				BigDecimal.ONE, kind, null, new RunOptions("fail", "skip", ","), null);
	}

}

package org.rolebindings.report.summary;

import java.util.EnumMap;
import java.util.Map;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;

/**
 * How many rows there are of each outcome.
 *
 * @param kind decides which outcomes there are
 * @param outcomes the rows by outcome, all outcomes of the kind with their counts
 * @param errors the failed rows, without DUPLICATEs of such rows, by code
 */
public record RowCounts(RunKind kind, Map<Outcome, Long> outcomes, Map<ErrorCode, Long> errors) {

	/**
	 * Copies the counts, in the order of the enums.
	 */
	public RowCounts {
		Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
		kind.outcomes().forEach((outcome) -> all.put(outcome, 0L));
		all.putAll(outcomes);
		Map<ErrorCode, Long> codes = new EnumMap<>(ErrorCode.class);
		codes.putAll(errors);
		outcomes = all;
		errors = codes;
	}

	/**
	 * All rows.
	 * @return the sum of the outcomes
	 */
	public long rows() {
		return this.outcomes.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * The rows that are decided.
	 * @return all rows but those that are PENDING
	 */
	public long decided() {
		return rows() - this.outcomes.getOrDefault(Outcome.PENDING, 0L);
	}

}

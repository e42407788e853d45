package org.rolebindings.ledger.sql;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How many rows of a run have which outcome, and which error code. To count them takes a
 * second or more for a million rows, so they are kept with the run. What is kept holds
 * only if its sums are the numbers of staged and of decided rows, which each change of
 * the rows brings up to date.
 *
 * @param outcomes the rows by outcome, the outcomes that occur
 * @param errors the rows that failed, without DUPLICATEs of such rows, by code
 */
public record OutcomeCounts(Map<Outcome, Long> outcomes, Map<ErrorCode, Long> errors) {

	private static final JsonMapper JSON = new JsonMapper();

	/** Copies the counts, in the order of the enums. */
	public OutcomeCounts {
		Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
		all.putAll(outcomes);
		all.values().removeIf((rows) -> rows == 0);
		Map<ErrorCode, Long> codes = new EnumMap<>(ErrorCode.class);
		codes.putAll(errors);
		outcomes = all;
		errors = codes;
	}

	/** Reads the counts that are kept with a run, if they still hold. */
	public static Optional<OutcomeCounts> kept(JdbcTemplate jdbc, long run) {
		List<OutcomeCounts> kept = new ArrayList<>();
		jdbc.query("SELECT counts, staged, decided FROM row_sums WHERE run = ? AND counts IS NOT NULL",
				ValidatingRowMapper.of((results, number) -> {
					OutcomeCounts counts = JSON.readValue(results.getString(1), OutcomeCounts.class);
					boolean hold = counts.rows() == results.getLong(2) && counts.decided() == results.getLong(3);
					return hold && kept.add(counts);
				}), run);
		return kept.stream().findFirst();
	}

	/** Counts the rows of a run. */
	public static OutcomeCounts count(JdbcTemplate jdbc, long run) {
		Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
		Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);
		jdbc.query("""
				SELECT outcome, error_code, COUNT(*) FROM import_row WHERE row_id > ? AND row_id <= ?
				GROUP BY outcome, error_code
				""", ValidatingRowMapper.of((results, number) -> {
			String code = results.getString(2);
			long rows = results.getLong(3);
			if (code != null) {
				errors.merge(ErrorCode.valueOf(code), rows, Long::sum);
			}
			return outcomes.merge(outcome(results.getString(1)), rows, Long::sum);
		}), RowId.before(run), RowId.last(run));
		return new OutcomeCounts(outcomes, errors);
	}

	/** The outcome of a row: the database has none for a row that is PENDING. */
	public static Outcome outcome(@Nullable String name) {
		return (name != null) ? Outcome.valueOf(name) : Outcome.PENDING;
	}

	/** Keeps the counts with their run. */
	public void keep(JdbcTemplate jdbc, long run) {
		jdbc.update("UPDATE row_sums SET counts = ? WHERE run = ?", JSON.writeValueAsString(this), run);
	}

	private long rows() {
		return this.outcomes.values().stream().mapToLong(Long::longValue).sum();
	}

	private long decided() {
		return rows() - this.outcomes.getOrDefault(Outcome.PENDING, 0L);
	}

}

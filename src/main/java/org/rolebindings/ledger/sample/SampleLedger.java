package org.rolebindings.ledger.sample;

import java.util.List;

import org.rolebindings.ledger.sql.ValidatingRowMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the samples of runs. Their numbers count from 0 in each run. */
public final class SampleLedger {

	private static final String COLUMNS = """
			start_number, at_millis, length_millis, decided, failed, throttled, paused_millis, latencies""";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	public SampleLedger(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Reads the samples of a run.
	 * @param run the run's number
	 * @return its samples in the order of time
	 */
	public List<TimeSample> of(long run) {
		return this.jdbc.query("SELECT " + COLUMNS + " FROM time_sample WHERE run = ? ORDER BY sample",
				ValidatingRowMapper.of((results, row) -> new TimeSample(results.getInt(1), results.getLong(2),
						results.getLong(3), results.getLong(4), results.getLong(5), results.getLong(6),
						results.getLong(7), results.getString(8))),
				run);
	}

	/**
	 * Stores a sample, in place of what has its number.
	 * @param run the run's number
	 * @param number the sample's number
	 * @param sample the sample
	 */
	public void save(long run, int number, TimeSample sample) {
		this.transaction.executeWithoutResult((status) -> {
			if (update(run, number, sample) == 0) {
				insert(run, number, sample);
			}
		});
	}

	private int update(long run, int number, TimeSample sample) {
		return this.jdbc.update("""
				UPDATE time_sample SET start_number = ?, at_millis = ?, length_millis = ?, decided = ?, failed = ?,
					throttled = ?, paused_millis = ?, latencies = ?
				WHERE run = ? AND sample = ?
				""", sample.start(), sample.atMillis(), sample.lengthMillis(), sample.decided(), sample.failed(),
				sample.throttled(), sample.pausedMillis(), sample.latencies(), run, number);
	}

	private void insert(long run, int number, TimeSample sample) {
		this.jdbc.update("INSERT INTO time_sample (run, sample, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
				run, number, sample.start(), sample.atMillis(), sample.lengthMillis(), sample.decided(),
				sample.failed(), sample.throttled(), sample.pausedMillis(), sample.latencies());
	}

	/**
	 * Stores other samples in place of all samples of a run.
	 * @param run the run's number
	 * @param samples the samples in the order of time
	 */
	public void replace(long run, List<TimeSample> samples) {
		this.transaction.executeWithoutResult((status) -> {
			forget(this.jdbc, run);
			for (int number = 0; number < samples.size(); number++) {
				insert(run, number, samples.get(number));
			}
		});
	}

	/** Removes the samples of a run. */
	public static void forget(JdbcTemplate jdbc, long run) {
		jdbc.update("DELETE FROM time_sample WHERE run = ?", run);
	}

}

package org.rolebindings.store.pace;

import java.time.Duration;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The pauses and the outage that processes on one target tell each other. The database's
 * clock counts. One thread at a time uses this.
 */
public final class SharedPauses implements AutoCloseable {

	private static final Duration LONGEST = Duration.ofDays(365);

	private final KeptConnection connection;

	private final JdbcTemplate jdbc;

	private final String target;

	/**
	 * What the processes have told.
	 *
	 * @param pauseLeft how much longer to wait, zero without a pause
	 * @param outageAge how long ago the outage of a process began, {@code null} without
	 * one
	 */
	public record Reading(Duration pauseLeft, @Nullable Duration outageAge) {

		private static final Reading NOTHING = new Reading(Duration.ZERO, null);

	}

	/**
	 * Prepares the access.
	 * @param dataSource new connections, which give up soon
	 * @param target whose pauses are told
	 */
	SharedPauses(DataSource dataSource, String target) {
		this.connection = new KeptConnection(dataSource);
		this.jdbc = new JdbcTemplate(this.connection);
		this.target = target;
	}

	/**
	 * Reads what was told.
	 * @throws DataAccessException if the database does not answer
	 */
	public Reading read() {
		try {
			return this.jdbc.query("""
					SELECT GREATEST(0, EXTRACT(EPOCH FROM paused_until - clock_timestamp()) * 1000)::bigint,
						(EXTRACT(EPOCH FROM clock_timestamp() - outage_since) * 1000)::bigint,
						outage_until > clock_timestamp()
					FROM shared_pause WHERE target = ?
					""",
					(results) -> results.next()
							? new Reading(Duration.ofMillis(results.getLong(1)),
									results.getBoolean(3) ? Duration.ofMillis(results.getLong(2)) : null)
							: Reading.NOTHING,
					this.target);
		}
		catch (DataAccessException ex) {
			this.connection.discard();
			throw ex;
		}
	}

	/**
	 * Tells of a pause, unless there is a longer one.
	 * @param left how much longer to wait
	 * @throws DataAccessException if the database does not answer
	 */
	public void pause(Duration left) {
		update("""
				INSERT INTO shared_pause (target, paused_until)
				VALUES (?, clock_timestamp() + ? * INTERVAL '1 millisecond')
				ON CONFLICT (target) DO UPDATE
				SET paused_until = GREATEST(shared_pause.paused_until, EXCLUDED.paused_until)
				""", left);
	}

	/**
	 * Tells of an outage, or that it goes on.
	 * @param length how long it lasts if nobody tells of it again
	 * @throws DataAccessException if the database does not answer
	 */
	public void outage(Duration length) {
		update("""
				INSERT INTO shared_pause (target, outage_since, outage_until)
				VALUES (?, clock_timestamp(), clock_timestamp() + ? * INTERVAL '1 millisecond')
				ON CONFLICT (target) DO UPDATE
				SET outage_since = CASE WHEN shared_pause.outage_until > clock_timestamp()
						THEN shared_pause.outage_since ELSE EXCLUDED.outage_since END,
					outage_until = EXCLUDED.outage_until
				""", length);
	}

	private static Duration left(Duration length) {
		return (length.compareTo(LONGEST) < 0) ? length : LONGEST;
	}

	private void update(String sql, Duration length) {
		try {
			this.jdbc.update(sql, this.target, left(length).toMillis());
		}
		catch (DataAccessException ex) {
			this.connection.discard();
			throw ex;
		}
	}

	/** Closes the connection, also while another thread waits for the database. */
	@Override
	public void close() {
		this.connection.close();
	}

}

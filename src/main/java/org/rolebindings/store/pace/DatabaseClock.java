package org.rolebindings.store.pace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.bucket4j.TimeMeter;

/**
 * The database's clock, which several machines share. It is read now and then. Between
 * two readings a monotonic clock of this machine tells the time. Times are nanoseconds.
 */
final class DatabaseClock implements TimeMeter {

	/** Two clocks drift apart by less than this share of the time. */
	private static final double DRIFT = 0.0005;

	/** The first readings may take long. */
	private static final int FIRST_READINGS = 5;

	private static final long RESOLUTION = TimeUnit.MICROSECONDS.toNanos(1);

	private final LongSupplier nanoClock;

	private boolean known;

	private long readAt;

	/** The database's clock is ahead of this machine's by at least this. */
	private long aheadAtLeast;

	private long aheadAtMost;

	/**
	 * Prepares the clock.
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	DatabaseClock(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	/** Reads the database's clock; the first time, more than once. */
	void read(Connection connection) throws SQLException {
		int readings = this.known ? 1 : FIRST_READINGS;
		for (int i = 0; i < readings; i++) {
			readOnce(connection);
		}
	}

	private void readOnce(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			long before = this.nanoClock.getAsLong();
			try (ResultSet results = statement
				.executeQuery("SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint")) {
				results.next();
				long read = TimeUnit.MICROSECONDS.toNanos(results.getLong(1));
				narrow(read, before, this.nanoClock.getAsLong());
			}
		}
	}

	/**
	 * Takes a reading into account. If it contradicts the earlier ones, one of the clocks
	 * was set or stood still, and only the reading counts.
	 */
	void narrow(long read, long before, long after) {
		long drift = this.known ? (long) (DRIFT * (after - this.readAt)) : 0;
		long atLeast = Math.max(read - after, this.aheadAtLeast - drift);
		long atMost = Math.min(read + RESOLUTION - before, this.aheadAtMost + drift);
		boolean fits = this.known && atLeast <= atMost;
		this.aheadAtLeast = fits ? atLeast : read - after;
		this.aheadAtMost = fits ? atMost : read + RESOLUTION - before;
		this.readAt = after;
		this.known = true;
	}

	private long ahead() {
		return this.aheadAtLeast + (this.aheadAtMost - this.aheadAtLeast) / 2;
	}

	/** Returns the time by the database's clock, since 1970. */
	@Override
	public long currentTimeNanos() {
		return this.nanoClock.getAsLong() + ahead();
	}

	@Override
	public boolean isWallClockBased() {
		return true;
	}

	/** Returns what this machine's clock shows at a time of the database's clock. */
	long here(long nanos) {
		return nanos - ahead();
	}

}

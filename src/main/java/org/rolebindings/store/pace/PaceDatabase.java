package org.rolebindings.store.pace;

import java.util.function.LongSupplier;

import javax.sql.DataSource;

/** The part of a PostgreSQL database in which processes keep one pace. */
public final class PaceDatabase {

	private final DataSource dataSource;

	private final LongSupplier nanoClock;

	/**
	 * Prepares the access.
	 * @param dataSource new connections that commit each statement and give up soon
	 */
	public PaceDatabase(DataSource dataSource) {
		this(dataSource, System::nanoTime);
	}

	PaceDatabase(DataSource dataSource, LongSupplier nanoClock) {
		this.dataSource = dataSource;
		this.nanoClock = nanoClock;
	}

	/**
	 * Returns the pauses of a target, with a connection of their own.
	 * @param target the API's address
	 */
	public SharedPauses pauses(String target) {
		return new SharedPauses(this.dataSource, target);
	}

	/**
	 * Returns the bucket of a rate, with a connection of its own.
	 * @param target the API's address
	 * @param perSecond the requests a second over all processes, 1 or more
	 */
	public RateBucket bucket(String target, int perSecond) {
		return new RateBucket(this.dataSource, target, perSecond, this.nanoClock);
	}

}

package org.rolebindings.binding;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a request of an earlier start may have been carried out without an
 * answer. All times are on the server's clock.
 *
 * @param id the doubt's number in the ledger
 * @param since when the row was marked as in flight, or its request left
 * @param until the latest time at which such a request can have been carried out, or
 * {@code null} if its start has not ended
 * @param former the binding that the request was to update, or {@code null}
 */
public record Doubt(long id, Instant since, @Nullable Instant until, @Nullable ExistingBinding former) {

	/** Tolerates the error of a clock that is read in whole seconds. */
	private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

	/**
	 * Returns whether a create of this time has made a binding.
	 * @param createdAt when the binding was created, on the server's clock
	 */
	public boolean hasCreated(Instant createdAt) {
		return isWithin(createdAt, this.since, this.until);
	}

	/**
	 * Returns whether a binding was created in a time in which a create was in doubt.
	 * @param createdAt when the binding was created, on the server's clock
	 * @param since the beginning of that time
	 * @param until its end, or {@code null} if it has not ended
	 */
	public static boolean isWithin(Instant createdAt, Instant since, @Nullable Instant until) {
		return !createdAt.isBefore(since.minus(CLOCK_TOLERANCE)) && (until == null || !createdAt.isAfter(until));
	}

}

package org.rolebindings.sandbox;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Limits the requests per second by a token bucket that holds the tokens of one second.
 * Instead of the tokens it keeps the time at which the bucket will be full again (the
 * generic cell rate algorithm).
 */
final class RateLimit {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final long interval;

	private final LongSupplier nanoTime;

	private long fullAt;

	/**
	 * Creates a limit.
	 * @param perSecond the requests a second, or {@code null} for no limit
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	RateLimit(@Nullable Integer perSecond, LongSupplier nanoTime) {
		this.interval = (perSecond != null) ? SECOND / perSecond : 0;
		this.nanoTime = nanoTime;
		this.fullAt = nanoTime.getAsLong();
	}

	/**
	 * Takes one request out of the bucket.
	 * @return whether there was one
	 */
	synchronized boolean take() {
		long now = this.nanoTime.getAsLong();
		long wait = Math.max(this.fullAt - now, 0);
		if (wait > SECOND - this.interval) {
			return false;
		}
		this.fullAt = now + wait + this.interval;
		return true;
	}

}

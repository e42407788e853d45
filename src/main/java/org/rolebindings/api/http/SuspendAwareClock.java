package org.rolebindings.api.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A monotonic clock that stands still while the process is suspended (Ctrl-Z, SIGSTOP, a
 * frozen container). Otherwise a request would count as late, or the server as silent,
 * although the program could not read the answer. Somebody has to read the clock about
 * every 100 ms.
 */
final class SuspendAwareClock implements LongSupplier {

	/** If more time passes between two readings, only so much of it counts. */
	private static final long LONGEST_STEP_NANOS = Duration.ofMillis(500).toNanos();

	/** A reading that follows the last one sooner is not stored. */
	private static final long SHORTEST_STEP_NANOS = Duration.ofMillis(10).toNanos();

	private final LongSupplier nanoClock;

	private final AtomicReference<Reading> last;

	private record Reading(long at, long shown) {
	}

	/**
	 * Starts the clock.
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	SuspendAwareClock(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		long now = nanoClock.getAsLong();
		this.last = new AtomicReference<>(new Reading(now, now));
	}

	/** Returns nanoseconds. Only the difference of two readings has a meaning. */
	@Override
	public long getAsLong() {
		Reading before = Objects.requireNonNull(this.last.get());
		long now = this.nanoClock.getAsLong();
		long step = now - before.at();
		long shown = before.shown() + Math.min(step, LONGEST_STEP_NANOS);
		if (step > SHORTEST_STEP_NANOS) {
			this.last.compareAndSet(before, new Reading(now, shown));
		}
		return shown;
	}

}

package org.rolebindings.api.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A monotonic clock that stands still while the process is stopped (Ctrl-Z, SIGSTOP, a
 * frozen container): an answer that nobody could read is not late, and a server that
 * nobody could hear is not silent. Users have to read it about every 100 ms.
 */
final class RunningClock implements LongSupplier {

	/** A longer time between two readings does not count. */
	private static final long LONGEST_STEP = Duration.ofMillis(500).toNanos();

	/** A reading this soon after the last one need not be stored. */
	private static final long SHORTEST_STEP = Duration.ofMillis(10).toNanos();

	private final LongSupplier nanoClock;

	private final AtomicReference<Reading> last;

	private record Reading(long at, long shown) {
	}

	/**
	 * Begins to run.
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	RunningClock(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		long now = nanoClock.getAsLong();
		this.last = new AtomicReference<>(new Reading(now, now));
	}

	/** The nanoseconds; only differences mean something. */
	@Override
	public long getAsLong() {
		Reading before = Objects.requireNonNull(this.last.get());
		long now = this.nanoClock.getAsLong();
		long step = now - before.at();
		long shown = before.shown() + Math.min(step, LONGEST_STEP);
		if (step > SHORTEST_STEP) {
			this.last.compareAndSet(before, new Reading(now, shown));
		}
		return shown;
	}

}

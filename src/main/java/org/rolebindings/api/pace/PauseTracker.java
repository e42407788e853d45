package org.rolebindings.api.pace;

/**
 * Keeps the pauses of a gate. All times are nanoseconds of one monotonic clock.
 * {@link #isOver()} and {@link #totalOfEnded()} are for all threads, and the lock of
 * {@link RequestPacer} guards the other methods.
 */
final class PauseTracker {

	private volatile boolean over = true;

	private long beginning;

	private long end;

	private volatile long totalOfEnded;

	/** Begins without a pause. */
	PauseTracker(long now) {
		this.end = now;
	}

	/** Returns whether the last pause is known to be over. */
	boolean isOver() {
		return this.over;
	}

	/**
	 * Begins a pause, or extends the current one. A pause never gets shorter.
	 * @return when the pause ends
	 */
	long begin(long now, long nanos) {
		long until = now + nanos;
		if (remaining(now) == 0) {
			this.beginning = now;
			this.end = until;
			this.over = false;
		}
		else if (until - this.end > 0) {
			this.end = until;
		}
		return this.end;
	}

	/** Returns the time left of the pause; zero without a pause. */
	long remaining(long now) {
		if (!this.over && this.end - now <= 0) {
			long total = this.totalOfEnded + this.end - this.beginning;
			this.totalOfEnded = total;
			this.over = true;
		}
		return this.over ? 0 : this.end - now;
	}

	/** Returns whether a time is at or after the end of the last pause. */
	boolean isAfterLast(long time) {
		return time - this.end >= 0;
	}

	/** Returns the total time of the pauses that are known to be over. */
	long totalOfEnded() {
		return this.totalOfEnded;
	}

	/** Returns the total time of all pauses until now. */
	long total(long now) {
		boolean goesOn = remaining(now) > 0;
		return this.totalOfEnded + (goesOn ? now - this.beginning : 0);
	}

}

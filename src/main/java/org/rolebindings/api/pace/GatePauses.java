package org.rolebindings.api.pace;

/**
 * The times for which a gate is closed. All of them are in nanoseconds of one monotonic
 * clock. All but {@link #isOver()} and {@link #totalOfEnded()} need the lock of
 * {@link Departures}.
 */
final class GatePauses {

	private volatile boolean over = true;

	private long beginning;

	private long end;

	private volatile long totalOfEnded;

	/** There has been none up to now. */
	GatePauses(long now) {
		this.end = now;
	}

	/** Whether the last one was seen to be over. */
	boolean isOver() {
		return this.over;
	}

	/**
	 * Begins a pause, or has the one that goes on take longer; never shorter.
	 * @return when it ends
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

	/** How much longer the pause takes, 0 if there is none. */
	long remaining(long now) {
		if (!this.over && this.end - now <= 0) {
			long total = this.totalOfEnded + this.end - this.beginning;
			this.totalOfEnded = total;
			this.over = true;
		}
		return this.over ? 0 : this.end - now;
	}

	/** Whether a time is not before the end of the last pause. */
	boolean isAfterLast(long time) {
		return time - this.end >= 0;
	}

	/** How long all pauses took together that were seen to be over. */
	long totalOfEnded() {
		return this.totalOfEnded;
	}

	/** How long all pauses took together until now. */
	long total(long now) {
		boolean goesOn = remaining(now) > 0;
		return this.totalOfEnded + (goesOn ? now - this.beginning : 0);
	}

}

package org.rolebindings.job.post;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/**
 * Stops a run once too many of its rows are FAILED, over all its starts, unless there is
 * nothing left to stop.
 */
public final class FailureLimit {

	private final @Nullable Integer most;

	private final StopSwitch stop;

	private long failed;

	private long undecided;

	/**
	 * Sets a limit.
	 * @param most the run stops once so many rows are FAILED; {@code null} for no limit
	 * @param stop stops the run
	 */
	public FailureLimit(@Nullable Integer most, StopSwitch stop) {
		this.most = most;
		this.stop = stop;
	}

	/** Whether there is a limit, so that anything need be counted. */
	boolean isSet() {
		return this.most != null;
	}

	/** Begins with what earlier starts decided. */
	synchronized void begin(long failed, long undecided) {
		this.failed = failed;
		this.undecided = undecided;
		check();
	}

	/** Counts a decision; any sender may have met it. */
	synchronized void count(Decision decision) {
		this.undecided--;
		if (decision.outcome() == Outcome.FAILED) {
			this.failed++;
			check();
		}
	}

	private void check() {
		if (this.most != null && this.failed >= this.most && this.undecided > 0) {
			this.stop.stop(new StopReason(StopReason.Kind.TOO_MANY_FAILURES, "--max-failures is " + this.most + "."));
		}
	}

}

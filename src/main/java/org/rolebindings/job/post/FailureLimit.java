package org.rolebindings.job.post;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/**
 * Stops a run if too many of its rows are FAILED, over all its starts. A run whose rows
 * are all decided is not stopped.
 */
public final class FailureLimit {

	private final @Nullable Integer most;

	private final StopSwitch stop;

	private long failed;

	private long undecided;

	/**
	 * Sets a limit.
	 * @param most the run stops when so many rows are FAILED, 1 or more; {@code null} for
	 * no limit
	 * @param stop stops the run
	 */
	public FailureLimit(@Nullable Integer most, StopSwitch stop) {
		this.most = most;
		this.stop = stop;
	}

	/** Returns whether there is a limit. Without one, nothing needs to be counted. */
	boolean isSet() {
		return this.most != null;
	}

	/**
	 * Begins with the numbers of earlier starts.
	 * @param failed the rows that are FAILED
	 * @param undecided the rows without a decision
	 */
	synchronized void begin(long failed, long undecided) {
		this.failed = failed;
		this.undecided = undecided;
		check();
	}

	/** Counts a decision. All senders may call this. */
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

package org.rolebindings.job.run;

import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.store.StateHealth;

/**
 * A run broke off at something that can be put right: the database or the reports cannot
 * be written. The same command goes on with it, unless the state is damaged.
 */
public final class RunBrokenOffException extends RuntimeException {

	private final boolean forGood;

	RunBrokenOffException(Throwable cause, StateHealth health) {
		super("The run broke off: " + reason(cause, health), cause);
		this.forGood = health.isDamaged(cause);
	}

	/**
	 * Whether the same command cannot go on from there, because the state is damaged.
	 * @return {@code true} if somebody has to do something about the state first
	 */
	public boolean isForGood() {
		return this.forGood;
	}

	/** If the database has failed, that is the cause of all else. */
	private static String reason(Throwable cause, StateHealth health) {
		return (cause instanceof ReportsUnwritableException && !health.hasFailed())
				? cause.getMessage() + " It goes on from there." : health.describe(cause);
	}

}

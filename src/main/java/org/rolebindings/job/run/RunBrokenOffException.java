package org.rolebindings.job.run;

import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.store.StateHealth;

/**
 * A run broke off because of something that a person can fix: the database or the reports
 * cannot be written. The same command resumes the run, unless the state is damaged.
 */
public final class RunBrokenOffException extends RuntimeException {

	private final boolean forGood;

	RunBrokenOffException(Throwable cause, StateHealth health) {
		super("The run broke off: " + reason(cause, health), cause);
		this.forGood = health.isDamaged(cause);
	}

	/**
	 * Returns whether the state is damaged, so that the same command cannot resume the
	 * run.
	 * @return {@code true} if a person must repair the state first
	 */
	public boolean isForGood() {
		return this.forGood;
	}

	/**
	 * Returns the reason. If the database has failed, it is the cause of all other
	 * failures.
	 */
	private static String reason(Throwable cause, StateHealth health) {
		return (cause instanceof ReportsUnwritableException && !health.hasFailed())
				? cause.getMessage() + " It goes on from there." : health.describe(cause);
	}

}

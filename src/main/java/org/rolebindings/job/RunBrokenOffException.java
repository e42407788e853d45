package org.rolebindings.job;

import org.rolebindings.ledger.StateHealth;
import org.rolebindings.report.ReportsUnwritableException;

/**
 * A run broke off at something that can be mended: the database or the reports cannot be
 * written. It is taken up by the same command.
 */
public final class RunBrokenOffException extends RuntimeException {

	RunBrokenOffException(Throwable cause, StateHealth health) {
		super("The run broke off: " + reason(cause, health), cause);
	}

	/** Where the database has failed, all else comes from that. */
	private static String reason(Throwable cause, StateHealth health) {
		return (cause instanceof ReportsUnwritableException && !health.hasFailed())
				? cause.getMessage() + " Mend that; the same command goes on from there." : health.describe(cause);
	}

}

package org.rolebindings.job;

import org.rolebindings.report.ReportsUnwritableException;

import org.springframework.core.NestedExceptionUtils;

/**
 * A run broke off at something that can be mended: the database or the reports cannot be
 * written. It is taken up by the same command.
 */
public final class RunBrokenOffException extends RuntimeException {

	RunBrokenOffException(Throwable cause) {
		super("The run broke off: " + reason(cause) + " Mend that; the same command goes on from there.", cause);
	}

	/** Of a database what it says itself, without the statement that met it. */
	private static String reason(Throwable cause) {
		Throwable teller = (cause instanceof ReportsUnwritableException) ? cause
				: NestedExceptionUtils.getMostSpecificCause(cause);
		String message = String.valueOf(teller.getMessage());
		String line = message.lines().findFirst().orElse("").strip();
		return line.endsWith(".") ? line : line + ".";
	}

}

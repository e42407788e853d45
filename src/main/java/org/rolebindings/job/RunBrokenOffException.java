package org.rolebindings.job;

/**
 * A run broke off at something that can be mended: the database or the reports cannot be
 * written. It is taken up by the same command.
 */
public final class RunBrokenOffException extends RuntimeException {

	RunBrokenOffException(Throwable cause) {
		super("The run broke off: " + cause.getMessage() + " Mend that; the same command goes on from there.", cause);
	}

}

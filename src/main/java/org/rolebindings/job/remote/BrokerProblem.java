package org.rolebindings.job.remote;

import org.springframework.core.NestedExceptionUtils;

/** What the broker's client says, for a person. */
public final class BrokerProblem {

	private BrokerProblem() {
	}

	/**
	 * Describes a failure.
	 * @param failure the failure
	 * @return the first line of its cause, without a full stop
	 */
	public static String line(Exception failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String line = String.valueOf(cause.getMessage())
			.lines()
			.findFirst()
			.orElse("")
			.replaceFirst("^AMQ[0-9]+: ", "")
			.strip();
		return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
	}

}

package org.rolebindings.job.names;

/** An option has a name that has no id, or more than one. The message says so. */
public final class UnknownNameException extends RuntimeException {

	/**
	 * Says what is wrong.
	 * @param message a sentence for a person, which begins with the option
	 */
	public UnknownNameException(String message) {
		super(message);
	}

}

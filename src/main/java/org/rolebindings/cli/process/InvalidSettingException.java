package org.rolebindings.cli.process;

/** A setting cannot be used; the message says which, why, and what it takes. */
public final class InvalidSettingException extends RuntimeException {

	public InvalidSettingException(String message) {
		super(message);
	}

}

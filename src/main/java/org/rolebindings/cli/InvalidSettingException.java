package org.rolebindings.cli;

/** A setting cannot be used; the message says which, why, and what it takes. */
final class InvalidSettingException extends RuntimeException {

	InvalidSettingException(String message) {
		super(message);
	}

}

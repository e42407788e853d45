package org.rolebindings.store;

/**
 * The state is not damaged, but cannot be written at present, for instance on a full
 * disk. The message says what to do. Nothing was sent.
 */
public final class StateUnwritableException extends RuntimeException {

	public StateUnwritableException(String message, Throwable cause) {
		super(message, cause);
	}

}

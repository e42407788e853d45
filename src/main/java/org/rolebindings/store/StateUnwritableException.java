package org.rolebindings.store;



/**
 * The state is sound and cannot be written at present, as on a full disk. The message
 * says what to do; nothing was sent.
 */
public final class StateUnwritableException extends RuntimeException {

	StateUnwritableException(String message, Throwable cause) {
		super(message, cause);
	}

}

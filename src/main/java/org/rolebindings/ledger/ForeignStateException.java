package org.rolebindings.ledger;

/** The state cannot be used by this program; the message says what to do. */
public final class ForeignStateException extends RuntimeException {

	ForeignStateException(String message) {
		super(message);
	}

}

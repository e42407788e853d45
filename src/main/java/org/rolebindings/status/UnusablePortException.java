package org.rolebindings.status;

/** The status cannot be served on the port that was asked for. */
public final class UnusablePortException extends RuntimeException {

	UnusablePortException(int port, Throwable cause) {
		super("--http-port is " + port + ", on which nothing can be served: it is used by another process, or reserved "
				+ "for the system; use another one, or 0 for any that is free.", cause);
	}

}

package org.rolebindings.api;

/** The run stops; the request was not sent. */
public final class SendingStoppedException extends RuntimeException {

	SendingStoppedException() {
		super("The run stops; nothing new is sent.", null, false, false);
	}

}

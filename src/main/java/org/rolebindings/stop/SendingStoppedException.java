package org.rolebindings.stop;

/** The run stops; the request was not sent. */
public final class SendingStoppedException extends RuntimeException {

	public SendingStoppedException() {
		super("The run stops; nothing new is sent.", null, false, false);
	}

}

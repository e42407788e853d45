package org.rolebindings.stop;

/** The run stops, so the request was not sent. */
public final class SendingStoppedException extends RuntimeException {

	/** Makes the exception, without a stack trace. */
	public SendingStoppedException() {
		super("The run stops; nothing new is sent.", null, false, false);
	}

}

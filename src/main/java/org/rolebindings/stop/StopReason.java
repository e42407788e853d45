package org.rolebindings.stop;

/**
 * Why a run stops before its end.
 *
 * @param kind what it was
 * @param message what happened and what to do, for a person
 */
public record StopReason(Kind kind, String message) {

	/** Something failed that has nothing to do with the server. */
	public static final StopReason FAILURE = new StopReason(Kind.FAILURE, "The run failed; another message says why.");

	/** What can stop a run. */
	public enum Kind {

		/** SIGINT or SIGTERM. */
		SIGNAL,

		/** The server does not know the key, or not any more. */
		DEAD_KEY,

		/** The service gave no proper answer for too long. */
		OUTAGE,

		/** The server asks to wait for longer than the run may. */
		LONG_PAUSE,

		/** As many rows are FAILED as the run bears. */
		TOO_MANY_FAILURES,

		/** A step or a sender failed; the run ends with what that threw. */
		FAILURE

	}
}

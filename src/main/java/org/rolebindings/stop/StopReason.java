package org.rolebindings.stop;

/**
 * Why a run stops before its end.
 *
 * @param kind the kind of the reason
 * @param message what happened and what to do, for a person
 */
public record StopReason(Kind kind, String message) {

	/** Something failed that has nothing to do with the server. */
	public static final StopReason FAILURE = new StopReason(Kind.FAILURE, "The run failed; another message says why.");

	/** What can stop a run. */
	public enum Kind {

		/** SIGINT or SIGTERM. */
		SIGNAL,

		/** The server does not accept the key. */
		DEAD_KEY,

		/** The service gave no proper answer for too long. */
		OUTAGE,

		/** The server asks for a longer pause than the run may make. */
		LONG_PAUSE,

		/** As many rows are FAILED as {@code --max-failures} says. */
		TOO_MANY_FAILURES,

		/** A step or a sender failed, and the run ends with its exception. */
		FAILURE

	}
}

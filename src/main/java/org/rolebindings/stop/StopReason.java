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

	/**
	 * Whether a limit that the command set stopped the run: the same command would only
	 * stop it again.
	 * @return {@code true} for too many failures or updates
	 */
	public boolean isLimit() {
		return this.kind == Kind.TOO_MANY_FAILURES || this.kind == Kind.TOO_MANY_UPDATES;
	}

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

		/** The run has made as many updates as it may. */
		TOO_MANY_UPDATES,

		/** The run that this process works for has ended, stops, or was started again. */
		RUN_OVER,

		/** A step or a sender failed, and the run ends with its exception. */
		FAILURE

	}
}

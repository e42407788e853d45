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

		/** The server does not know the key, or not any more. */
		DEAD_KEY,

		/** The service gave no proper answer for too long. */
		OUTAGE,

		/** The server asks to wait for longer than the run may. */
		LONG_PAUSE,

		/** As many rows are FAILED as the run bears. */
		TOO_MANY_FAILURES,

		/** The run has made as many updates as it may. */
		TOO_MANY_UPDATES,

		/** A step or a sender failed; the run ends with what that threw. */
		FAILURE

	}
}

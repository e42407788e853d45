package org.rolebindings.ledger.remote;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A process that takes part in a run.
 *
 * @param id tells it from others
 * @param name its process and machine, for a person
 * @param joinedAt when it joined
 * @param seenAt its last sign of life, by the database's clock
 * @param answeredAt when the API answered it last, or {@code null} if never
 * @param decided how many rows of the run it has decided
 * @param state what it does
 * @param message why it has left, or {@code null}
 */
public record WorkerState(String id, String name, Instant joinedAt, Instant seenAt, @Nullable Instant answeredAt,
		long decided, State state, @Nullable String message) {

	/** What a worker does. */
	public enum State {

		/** The API has not answered it since it joined. */
		CONNECTING,

		/** It waits for a range. */
		WAITING,

		/** It posts a range. */
		WORKING,

		/**
		 * It has given no sign of life for so long that it may be dead. Nobody stores
		 * this.
		 */
		SILENT,

		/** It has left; the message says why. */
		LEFT

	}

	/** Returns whether it takes rows at present, as far as anybody knows. */
	public boolean isAtWork() {
		return this.state == State.WAITING || this.state == State.WORKING;
	}

	/** Returns whether it takes rows, or will if the API answers it. */
	public boolean isThere() {
		return isAtWork() || this.state == State.CONNECTING;
	}

}

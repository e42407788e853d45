package org.rolebindings.api.outage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.pace.RequestGate;

/**
 * The time in which requests are in flight and none gets a proper answer. It begins with
 * the last proper answer, or with the departure of the oldest request in flight if that
 * is later.
 */
final class UnansweredPeriod {

	private static final String NO_FAILURE = "nothing at all";

	private final RequestGate gate;

	private final LongSupplier nanoClock;

	/** The number of requests that have left the gate and are not answered. */
	private final AtomicInteger unanswered = new AtomicInteger();

	/** When the period began; {@code null} if no request is in flight. */
	private volatile @Nullable Reading since;

	private volatile String lastFailure = NO_FAILURE;

	/** A moment, and the total time of all pauses until then. */
	private record Reading(long nanos, long closedNanos) {
	}

	/**
	 * The length of the period.
	 *
	 * @param total the whole period
	 * @param paused the part of it in which the gate was closed, because the server had
	 * asked the client to wait
	 * @param lastFailure the last failure, for a person
	 * @param failed whether any request has failed in the period
	 */
	record Length(Duration total, Duration paused, String lastFailure, boolean failed) {

		/** Returns the period without the pauses. */
		Duration silent() {
			return this.total.minus(this.paused);
		}

	}

	UnansweredPeriod(RequestGate gate, LongSupplier nanoClock) {
		this.gate = gate;
		this.nanoClock = nanoClock;
	}

	/** Forgets unanswered requests of an earlier step. */
	void reset() {
		this.since = null;
		this.lastFailure = NO_FAILURE;
	}

	/** Counts a request that leaves. The first one in flight begins the period. */
	void requestSent() {
		boolean first = this.unanswered.getAndIncrement() == 0;
		if (this.since == null || (first && hasNoFailure())) {
			this.since = now();
		}
	}

	/** Counts a proper answer. If more requests are in flight, a new period begins. */
	void answered() {
		this.lastFailure = NO_FAILURE;
		this.since = (this.unanswered.decrementAndGet() > 0) ? now() : null;
	}

	/**
	 * Counts a request without a proper answer.
	 * @param lastFailure what came instead, for a person
	 */
	void failed(String lastFailure) {
		this.lastFailure = lastFailure;
		this.unanswered.decrementAndGet();
		if (this.since == null) {
			this.since = now();
		}
	}

	/**
	 * Returns the length of the period, or {@code null} if no request waits for an answer
	 * and none has failed since the last proper answer.
	 */
	@Nullable Length length() {
		Reading since = this.since;
		String failure = this.lastFailure;
		boolean failed = !hasNoFailure();
		// If two answers arrive at the same time, each may take the other request for
		// unanswered
		if (since == null || (!failed && this.unanswered.get() == 0)) {
			return null;
		}
		Reading now = now();
		return new Length(Duration.ofNanos(now.nanos() - since.nanos()),
				Duration.ofNanos(now.closedNanos() - since.closedNanos()), failure, failed);
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean hasNoFailure() {
		return this.lastFailure == NO_FAILURE;
	}

	private Reading now() {
		return new Reading(this.nanoClock.getAsLong(), this.gate.closedNanos());
	}

}

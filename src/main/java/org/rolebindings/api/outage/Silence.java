package org.rolebindings.api.outage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.pace.RequestGate;

/**
 * The time in which requests are on their way and nobody gets a proper answer. It counts
 * from the last proper answer, or from the departure of the oldest request in flight if
 * that is later.
 */
final class Silence {

	private static final String NOTHING = "nothing at all";

	private final RequestGate gate;

	private final LongSupplier nanoClock;

	/** The requests that left and are not answered; none waits at the gate. */
	private final AtomicInteger unanswered = new AtomicInteger();

	/** {@code null} if no request is on its way. */
	private volatile @Nullable Moment since;

	private volatile String lastHeard = NOTHING;

	/** A moment, and how long the gate had been closed by then. */
	private record Moment(long nanos, long closedNanos) {
	}

	/**
	 * How long it has lasted.
	 *
	 * @param total the whole time
	 * @param paused for how much of it the gate was closed because the server asked to
	 * wait
	 * @param heard what was heard last
	 * @param failed whether anything was heard
	 */
	record Length(Duration total, Duration paused, String heard, boolean failed) {

		/** The time in which nobody asked to wait. */
		Duration silent() {
			return this.total.minus(this.paused);
		}

	}

	Silence(RequestGate gate, LongSupplier nanoClock) {
		this.gate = gate;
		this.nanoClock = nanoClock;
	}

	/** Forgets what was not answered in a time before this. */
	void forget() {
		this.since = null;
		this.lastHeard = NOTHING;
	}

	/** A request leaves. If nobody asks, nobody is silent. */
	void asked() {
		boolean first = this.unanswered.getAndIncrement() == 0;
		if (this.since == null || (first && hasHeardNothing())) {
			this.since = now();
		}
	}

	/** A proper answer came. What is still in flight may never be answered. */
	void answered() {
		this.lastHeard = NOTHING;
		this.since = (this.unanswered.decrementAndGet() > 0) ? now() : null;
	}

	/** No proper answer came, but this. */
	void failed(String heard) {
		this.lastHeard = heard;
		this.unanswered.decrementAndGet();
		if (this.since == null) {
			this.since = now();
		}
	}

	/** How long it has lasted, or {@code null} if there is none. */
	@Nullable Length length() {
		Moment since = this.since;
		String heard = this.lastHeard;
		boolean failed = !hasHeardNothing();
		// Two that are answered at the same time may each take the other for unanswered
		if (since == null || (!failed && this.unanswered.get() == 0)) {
			return null;
		}
		Moment now = now();
		return new Length(Duration.ofNanos(now.nanos() - since.nanos()),
				Duration.ofNanos(now.closedNanos() - since.closedNanos()), heard, failed);
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean hasHeardNothing() {
		return this.lastHeard == NOTHING;
	}

	private Moment now() {
		return new Moment(this.nanoClock.getAsLong(), this.gate.closedNanos());
	}

}

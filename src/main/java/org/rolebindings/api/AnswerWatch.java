package org.rolebindings.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason.Kind;

/**
 * Watches all answers, whichever row they belong to: closes the gate where the server
 * asks to wait, and stops the run at a dead key, a pause that is too long, or an outage.
 */
public final class AnswerWatch {

	private static final int TOO_MANY_REQUESTS = 429;

	/** Shorter than this, a silence is a normal back-off. */
	private static final Duration SUSPICIOUS = Duration.ofSeconds(5);

	/** By so much a pause is longer where many are told of it one after the other. */
	private static final Duration ROOM = Duration.ofSeconds(1);

	private static final String NOTHING = "nothing at all";

	/** A longer wait than this is no appointment. */
	private static final Duration FORESEEABLE = Duration.ofDays(365);

	/** The longest pause of an outage, as a share of the time that it may last. */
	private static final int PAUSES_IN_OUTAGE = 8;

	private final RequestGate gate;

	private final RequestMeter meter;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final Clock clock;

	private final Duration outageTimeout;

	private final Duration maxPause;

	/**
	 * When the last proper answer came, or later the first request left; {@code null} if
	 * no request is on its way.
	 */
	private volatile @Nullable Moment silentSince;

	private final AtomicLong properAnswers = new AtomicLong();

	private final LongAdder changesAnswered = new LongAdder();

	private final List<OutageListener> listeners = new CopyOnWriteArrayList<>();

	private @Nullable Moment told;

	private volatile String lastHeard = NOTHING;

	/** A moment, and how long the gate had been closed by then. */
	private record Moment(long nanos, long closedNanos) {
	}

	AnswerWatch(RequestGate gate, RequestMeter meter, StopSwitch stop, PatienceProperties patience,
			LongSupplier nanoClock, Clock clock) {
		this.gate = gate;
		this.meter = meter;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.clock = clock;
		this.outageTimeout = patience.outageTimeout();
		this.maxPause = patience.maxPause();
	}

	/** Forgets what was not answered in a time before this. */
	void begin() {
		this.silentSince = null;
		this.lastHeard = NOTHING;
	}

	/** A request leaves. If nobody asks, the service is not silent. */
	void asked() {
		if (this.silentSince == null || (hasHeardNothing() && this.gate.inFlight() <= 1)) {
			this.silentSince = now();
		}
	}

	/** The request that left then got a proper answer. */
	void answered(long departure) {
		this.gate.taken(departure);
		hearProperly();
	}

	/** A create or an update got a proper answer. */
	void changeAnswered() {
		this.changesAnswered.increment();
	}

	/** What is still in flight may never be answered, so the silence begins now. */
	private void hearProperly() {
		this.properAnswers.incrementAndGet();
		this.lastHeard = NOTHING;
		this.silentSince = (this.gate.inFlight() > 1) ? now() : null;
		this.gate.outage().end();
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean hasHeardNothing() {
		return this.lastHeard == NOTHING;
	}

	/** The request that left then got another answer, or none. */
	void failed(long departure, ApiException failure) {
		if (failure.status() == 401) {
			this.stop.stop(new StopReason(Kind.DEAD_KEY,
					"The API does not accept the key (401): it is wrong, revoked or expired. Set a valid one."));
		}
		if (failure.asksToWait()) {
			this.meter.throttled();
			pause(departure, failure);
		}
		else if (failure.status() != ApiException.NO_ANSWER) {
			this.gate.taken(departure);
		}
		if (failure.isProperAnswer()) {
			hearProperly();
			return;
		}
		this.lastHeard = heard(failure);
		asked();
		if (!failure.asksToWait()) {
			this.gate.outage().failed(departure, this.outageTimeout.dividedBy(PAUSES_IN_OUTAGE));
		}
		stopIfSilent();
	}

	private void pause(long departure, ApiException failure) {
		Duration wait = failure.retryAfter();
		if (wait != null && wait.compareTo(this.maxPause) > 0) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE,
					"The server asks to wait for " + wait.toSeconds() + " s, which is longer than --max-pause ("
							+ HttpClientFactory.shown(this.maxPause) + "). Come back " + after(wait) + "."));
		}
		if (failure.status() == TOO_MANY_REQUESTS) {
			this.gate.refused(departure, wait);
		}
		else if (wait != null) {
			this.gate.close(wait);
		}
	}

	/**
	 * Stops the run if the service has been silent for too long, and tells of an outage
	 * when it begins and ends. To be called every second, by one thread.
	 */
	void check() {
		stopIfSilent();
		tell();
	}

	private void stopIfSilent() {
		Moment since = silentSince();
		if (since == null) {
			return;
		}
		Moment now = now();
		long paused = now.closedNanos() - since.closedNanos();
		long silent = silence(since, now);
		if (silent > this.outageTimeout.toNanos()) {
			this.stop.stop(new StopReason(Kind.OUTAGE, silence(silent) + "; the last thing heard: " + this.lastHeard + "."));
		}
		else if (paused > this.maxPause.plus(ROOM).toNanos()) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE,
					"The server has done nothing but ask to wait for " + Duration.ofNanos(paused).toSeconds()
							+ " s, which is longer than --max-pause (" + HttpClientFactory.shown(this.maxPause)
							+ "). Come back " + after(this.gate.closedFor()) + "."));
		}
	}

	/** The same words each time if it never answered: who tries again tells it once. */
	private String silence(long nanos) {
		return (this.properAnswers.get() > 0)
				? "The service has given no proper answer for " + Duration.ofNanos(nanos).toSeconds() + " s"
				: "The service does not answer; it was tried for " + HttpClientFactory.shown(this.outageTimeout);
	}

	private void tell() {
		Outage outage = this.stop.isThrown() ? null : outage();
		Moment before = this.told;
		if (outage != null && before == null) {
			this.told = this.silentSince;
			this.listeners.forEach((listener) -> listener.outageBegan(outage));
		}
		else if (outage == null && before != null && !this.stop.isThrown()) {
			this.told = null;
			Duration lasted = Duration.ofNanos(this.nanoClock.getAsLong() - before.nanos());
			this.listeners.forEach((listener) -> listener.outageEnded(lasted));
		}
	}

	/**
	 * Has somebody told of each outage.
	 * @param listener is told within a second or so
	 */
	public void onOutage(OutageListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * The outage that there is now.
	 * @return the outage, or {@code null} if the service answers, or has not failed for
	 * long enough to say so
	 */
	public @Nullable Outage outage() {
		Moment since = silentSince();
		if (since == null) {
			return null;
		}
		Moment now = now();
		Duration silent = Duration.ofNanos(silence(since, now));
		boolean fails = this.gate.outage().isOn() || (isSuspicious(silent) && !hasHeardNothing());
		if (!fails && silent.compareTo(this.outageTimeout.dividedBy(2)) <= 0) {
			return null;
		}
		Duration lasted = Duration.ofNanos(now.nanos() - since.nanos());
		Duration left = this.outageTimeout.minus(silent).plus(this.gate.closedFor());
		Instant present = this.clock.instant();
		return new Outage(present.minus(lasted).truncatedTo(ChronoUnit.SECONDS), lasted, this.lastHeard,
				present.plus(left).truncatedTo(ChronoUnit.SECONDS));
	}

	/**
	 * Whether nobody gets a proper answer, so that it may be an outage: several requests
	 * in a row have failed, or none was answered for some seconds.
	 */
	boolean isSuspicious() {
		Moment since = silentSince();
		return this.gate.outage().isOn()
				|| (since != null && isSuspicious(Duration.ofNanos(silence(since, now()))));
	}

	private boolean isSuspicious(Duration silent) {
		Duration quarter = this.outageTimeout.dividedBy(4);
		return silent.compareTo((quarter.compareTo(SUSPICIOUS) < 0) ? quarter : SUSPICIOUS) > 0;
	}

	/**
	 * Two requests that are answered at the same time may each take the other one for
	 * unanswered.
	 */
	private @Nullable Moment silentSince() {
		return (hasHeardNothing() && this.gate.inFlight() == 0) ? null : this.silentSince;
	}

	/** How many creates and updates had a proper answer so far. */
	long changesAnswered() {
		return this.changesAnswered.sum();
	}

	/**
	 * How many proper answers there were so far.
	 * @return the number, 0 or more
	 */
	public long properAnswers() {
		return this.properAnswers.get();
	}

	/** The nanoseconds without a proper answer in which nobody asked to wait. */
	private static long silence(Moment since, Moment now) {
		return now.nanos() - since.nanos() - (now.closedNanos() - since.closedNanos());
	}

	/** When a wait is over, in words. */
	private String after(Duration wait) {
		if (wait.compareTo(FORESEEABLE) > 0) {
			return "when it takes requests again";
		}
		return "after " + this.clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
	}

	static String heard(ApiException failure) {
		String text = (failure.getMessage() != null) ? failure.getMessage() : "";
		if (failure.status() == ApiException.NO_ANSWER) {
			return text;
		}
		return "status " + failure.status() + (text.isEmpty() ? "" : " (" + text + ")");
	}

	private Moment now() {
		return new Moment(this.nanoClock.getAsLong(), this.gate.closedNanos());
	}

}

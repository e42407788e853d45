package org.rolebindings.api;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason.Kind;

/**
 * Watches all answers, whichever row they belong to: closes the gate where the server
 * asks to wait, and stops the run at a dead key, a pause that is too long, or an outage.
 */
final class AnswerWatch {

	private static final int TOO_MANY_REQUESTS = 429;

	/** A silence that every back-off of the first attempts brings is none. */
	private static final Duration SUSPICIOUS = Duration.ofSeconds(5);

	/** By so much a pause is longer where many are told of it one after the other. */
	private static final Duration ROOM = Duration.ofSeconds(1);

	private static final String NOTHING = "nothing at all";

	/** A longer wait than this is no appointment. */
	private static final Duration FORESEEABLE = Duration.ofDays(365);

	private final RequestGate gate;

	private final RequestMeter meter;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final Clock clock;

	private final Duration outageTimeout;

	private final Duration maxPause;

	/** When the first request left that followed the last proper answer. */
	private volatile @Nullable Moment silentSince;

	private final AtomicLong properAnswers = new AtomicLong();

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

	/** A request leaves; where nobody asks, nobody is silent. */
	void asked() {
		if (this.silentSince == null) {
			this.silentSince = now();
		}
	}

	/** The request that left then got a proper answer. */
	void answered(long departure) {
		this.gate.taken(departure);
		hearProperly();
	}

	private void hearProperly() {
		this.properAnswers.incrementAndGet();
		this.silentSince = null;
		this.lastHeard = NOTHING;
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
		}
		else {
			this.lastHeard = heard(failure);
			asked();
			check();
		}
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

	/** Stops the run where the service has been silent for too long. */
	void check() {
		Moment since = this.silentSince;
		if (since == null) {
			return;
		}
		Moment now = now();
		long paused = now.closedNanos() - since.closedNanos();
		long silent = silence(since, now);
		if (silent > this.outageTimeout.toNanos()) {
			this.stop.stop(new StopReason(Kind.OUTAGE, "The service has given no proper answer for "
					+ Duration.ofNanos(silent).toSeconds() + " s; the last thing heard: " + this.lastHeard + "."));
		}
		else if (paused > this.maxPause.plus(ROOM).toNanos()) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE,
					"The server has done nothing but ask to wait for " + Duration.ofNanos(paused).toSeconds()
							+ " s, which is longer than --max-pause (" + HttpClientFactory.shown(this.maxPause)
							+ "). Come back " + after(this.gate.closedFor()) + "."));
		}
	}

	/** Whether nobody has had a proper answer for so long that it may be an outage. */
	boolean isSilent() {
		Moment since = this.silentSince;
		return since != null
				&& silence(since, now()) > Math.min(SUSPICIOUS.toNanos(), this.outageTimeout.toNanos() / 4);
	}

	/** How many proper answers there were so far. */
	long properAnswers() {
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

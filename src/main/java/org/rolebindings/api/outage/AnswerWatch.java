package org.rolebindings.api.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Wording;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

/**
 * Watches all answers, whichever row they belong to: closes the gate if the server asks
 * to wait, and stops the run at a dead key, a pause that is too long, or an outage.
 */
public final class AnswerWatch {

	private static final int TOO_MANY_REQUESTS = 429;

	/** Shorter than this, a silence is a normal back-off. */
	private static final Duration SUSPICIOUS = Duration.ofSeconds(5);

	/** How much longer a pause is if many requests hear of it one after the other. */
	private static final Duration ROOM = Duration.ofSeconds(1);

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

	private final Silence silence;

	private final AtomicLong properAnswers = new AtomicLong();

	private final LongAdder changesAnswered = new LongAdder();

	private final OutageReporter outages = new OutageReporter();

	public AnswerWatch(RequestGate gate, RequestMeter meter, StopSwitch stop, PatienceProperties patience,
			LongSupplier nanoClock, Clock clock) {
		this.gate = gate;
		this.meter = meter;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.clock = clock;
		this.outageTimeout = patience.outageTimeout();
		this.maxPause = patience.maxPause();
		this.silence = new Silence(gate, nanoClock);
	}

	/** Forgets what was not answered in a time before this. */
	public void begin() {
		this.silence.forget();
	}

	/** A request leaves. */
	public void asked() {
		this.silence.asked();
	}

	/** The request that left then got a proper answer. */
	public void answered(long departure) {
		this.gate.accepted(departure);
		hearProperly();
	}

	/** A create or an update got a proper answer. */
	public void changeAnswered() {
		this.changesAnswered.increment();
	}

	private void hearProperly() {
		this.properAnswers.incrementAndGet();
		this.silence.answered();
		this.gate.outage().end();
	}

	/** The request that left then got another answer, or none. */
	public void failed(long departure, ApiException failure) {
		if (failure.status() == 401) {
			this.stop.stop(new StopReason(Kind.DEAD_KEY,
					"The API does not accept the key (401): it is wrong, revoked or expired. Set a valid one."));
		}
		if (failure.asksToWait()) {
			this.meter.throttled();
			pause(departure, failure);
		}
		else if (failure.status() != ApiException.NO_ANSWER) {
			this.gate.accepted(departure);
		}
		if (failure.isProperAnswer()) {
			hearProperly();
			return;
		}
		this.silence.failed(heard(failure));
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
							+ Wording.ofSetting(this.maxPause) + "). Come back " + after(wait) + "."));
		}
		boolean anew = (failure.status() == TOO_MANY_REQUESTS) ? this.gate.refused(departure, wait)
				: wait != null && this.gate.close(wait);
		if (anew) {
			this.gate.outage().failed(departure, Duration.ZERO);
		}
	}

	/**
	 * Stops the run if the service has been silent for too long, and tells of an outage
	 * when it begins and ends. To be called every second, by one thread.
	 */
	public void check() {
		stopIfSilent();
		if (!this.stop.isThrown()) {
			this.outages.tell(outage(), this.nanoClock.getAsLong());
		}
	}

	private void stopIfSilent() {
		Silence.Length length = this.silence.length();
		if (length == null) {
			return;
		}
		if (length.silent().compareTo(this.outageTimeout) > 0) {
			this.stop.stop(new StopReason(Kind.OUTAGE,
					describe(length.silent()) + "; the last thing heard: " + length.heard() + "."));
		}
		else if (length.paused().compareTo(this.maxPause.plus(ROOM)) > 0) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE,
					"For " + length.paused().toSeconds() + " s, which is longer than --max-pause ("
							+ Wording.ofSetting(this.maxPause) + "), the server has only asked to wait. Come back "
							+ after(this.gate.closedFor()) + "."));
		}
	}

	/**
	 * The same words each time if the service never answered, so that a watcher says it
	 * once.
	 */
	private String describe(Duration silent) {
		return (this.properAnswers.get() > 0)
				? "The service has given no proper answer for " + silent.toSeconds() + " s"
				: "The service does not answer; it was tried for " + Wording.ofSetting(this.outageTimeout);
	}

	/**
	 * Tells a listener of each outage.
	 * @param listener takes a sentence about its beginning and its end, within about a
	 * second, on a thread of the API's client
	 */
	public void onOutage(Consumer<String> listener) {
		this.outages.listener(listener);
	}

	/**
	 * The outage that there is now.
	 * @return the outage, or {@code null} if the service answers, or has not failed for
	 * long enough to say so
	 */
	public @Nullable Outage outage() {
		Silence.Length length = this.silence.length();
		if (length == null || !isOutage(length)) {
			return null;
		}
		Instant now = this.clock.instant();
		Duration left = this.outageTimeout.minus(length.silent()).plus(this.gate.closedFor());
		return new Outage(now.minus(length.total()).truncatedTo(ChronoUnit.SECONDS), length.total(), length.heard(),
				now.plus(left).truncatedTo(ChronoUnit.SECONDS));
	}

	/** A server that is only slow gets more time before this is called an outage. */
	private boolean isOutage(Silence.Length length) {
		return this.gate.outage().isOutage() || (length.failed() && isSuspicious(length))
				|| length.silent().compareTo(this.outageTimeout.dividedBy(2)) > 0;
	}

	/**
	 * Whether nobody gets a proper answer, so that it may be an outage: several requests
	 * in a row have failed, or none was answered for some seconds.
	 */
	boolean isSuspicious() {
		Silence.Length length = this.silence.length();
		return this.gate.outage().isOutage() || (length != null && isSuspicious(length));
	}

	private boolean isSuspicious(Silence.Length length) {
		Duration quarter = this.outageTimeout.dividedBy(4);
		return length.silent().compareTo((quarter.compareTo(SUSPICIOUS) < 0) ? quarter : SUSPICIOUS) > 0;
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

	/** When a wait is over, in words. */
	private String after(Duration wait) {
		if (wait.compareTo(FORESEEABLE) > 0) {
			return "when it takes requests again";
		}
		return "after " + this.clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
	}

	public static String heard(ApiException failure) {
		String text = (failure.getMessage() != null) ? failure.getMessage() : "";
		if (failure.status() == ApiException.NO_ANSWER) {
			return text;
		}
		return "status " + failure.status() + (text.isEmpty() ? "" : " (" + text + ")");
	}

}

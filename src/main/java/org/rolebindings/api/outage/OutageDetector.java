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
 * Watches the answers to all requests. It closes the gate if the server asks the client
 * to wait, and stops the run if the key is not accepted, a pause is too long, or an
 * outage lasts too long.
 */
public final class OutageDetector {

	private static final int TOO_MANY_REQUESTS = 429;

	/** Ignores a time without a proper answer that is shorter than a normal back-off. */
	private static final Duration SUSPICIOUS_AFTER = Duration.ofSeconds(5);

	/**
	 * Tolerates that a pause takes a little longer, if the answers that ask for it arrive
	 * one after the other.
	 */
	private static final Duration PAUSE_TOLERANCE = Duration.ofSeconds(1);

	/** The message names no time for a longer wait. */
	private static final Duration LONGEST_NAMED_WAIT = Duration.ofDays(365);

	/** The longest pause of an outage is the outage time-out divided by this. */
	private static final int FEWEST_PAUSES_IN_OUTAGE = 8;

	private final RequestGate gate;

	private final RequestMeter meter;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final Clock clock;

	private final Duration outageTimeout;

	private final Duration maxPause;

	private final UnansweredPeriod unanswered;

	private final AtomicLong properAnswers = new AtomicLong();

	private final LongAdder changesAnswered = new LongAdder();

	private volatile @Nullable Long lastProperAnswer;

	private volatile Consumer<Duration> pauseListener = (pause) -> {
	};

	private final OutageReporter reporter = new OutageReporter();

	public OutageDetector(RequestGate gate, RequestMeter meter, StopSwitch stop, OutageProperties properties,
			LongSupplier nanoClock, Clock clock) {
		this.gate = gate;
		this.meter = meter;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.clock = clock;
		this.outageTimeout = properties.outageTimeout();
		this.maxPause = properties.maxPause();
		this.unanswered = new UnansweredPeriod(gate, nanoClock);
	}

	/** Forgets unanswered requests of an earlier step. */
	public void reset() {
		this.unanswered.reset();
	}

	/** Notes that a request leaves. */
	public void requestSent() {
		this.unanswered.requestSent();
	}

	/**
	 * Notes that a request got the expected answer.
	 * @param departure when the request left
	 */
	public void answered(long departure) {
		this.gate.accepted(departure);
		recordProperAnswer();
	}

	/** Notes that a create or an update got a proper answer. */
	public void changeAnswered() {
		this.changesAnswered.increment();
	}

	private void recordProperAnswer() {
		this.properAnswers.incrementAndGet();
		this.lastProperAnswer = this.nanoClock.getAsLong();
		this.unanswered.answered();
		this.gate.outage().end();
	}

	/**
	 * Notes that a request got another answer, or none.
	 * @param departure when the request left
	 * @param failure the answer, or what happened instead
	 */
	public void failed(long departure, ApiException failure) {
		if (failure.status() == 401) {
			this.stop.stop(new StopReason(Kind.DEAD_KEY,
					"The API does not accept the key (401): it is wrong, revoked or expired. Set a valid one."));
		}
		if (failure.asksToWait()) {
			this.meter.throttled();
			askedToWait(departure, failure);
		}
		else if (failure.status() != ApiException.NO_ANSWER) {
			this.gate.accepted(departure);
		}
		if (failure.isProperAnswer()) {
			recordProperAnswer();
			return;
		}
		this.unanswered.failed(describe(failure));
		if (!failure.asksToWait()) {
			this.gate.outage().failed(departure, longestOutagePause());
		}
		stopIfUnanswered();
	}

	private Duration longestOutagePause() {
		return this.outageTimeout.dividedBy(FEWEST_PAUSES_IN_OUTAGE);
	}

	/**
	 * Notes that another process has an outage. Requests leave one at a time then, unless
	 * this process had a proper answer since.
	 * @param age how long ago the outage began
	 */
	public void outageElsewhere(Duration age) {
		Long answer = this.lastProperAnswer;
		if (answer == null || this.nanoClock.getAsLong() - answer > age.toNanos()) {
			this.gate.outage().begin(longestOutagePause());
		}
	}

	/**
	 * Sets the listener of pauses.
	 * @param listener takes each time that the server asks to wait, at once, on the
	 * thread that has sent the request
	 */
	public void onPause(Consumer<Duration> listener) {
		this.pauseListener = listener;
	}

	private void askedToWait(long departure, ApiException failure) {
		Duration wait = failure.retryAfter();
		if (wait != null) {
			this.pauseListener.accept(wait);
		}
		if (wait != null && wait.compareTo(this.maxPause) > 0) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE,
					"The server asks to wait for " + wait.toSeconds() + " s, which is longer than --max-pause ("
							+ Wording.ofSetting(this.maxPause) + "). Come back " + after(wait) + "."));
		}
		boolean isNew = (failure.status() == TOO_MANY_REQUESTS) ? this.gate.refused(departure, wait)
				: wait != null && this.gate.close(wait);
		if (isNew) {
			this.gate.outage().failed(departure, Duration.ZERO);
		}
	}

	/**
	 * Stops the run if there was no proper answer for too long, and reports the beginning
	 * and the end of an outage. One thread must call this every second.
	 */
	public void check() {
		stopIfUnanswered();
		if (!this.stop.isStopRequested()) {
			this.reporter.report(outage(), this.nanoClock.getAsLong());
		}
	}

	private void stopIfUnanswered() {
		UnansweredPeriod.Length length = this.unanswered.length();
		if (length == null) {
			return;
		}
		if (length.silent().compareTo(this.outageTimeout) > 0) {
			this.stop.stop(new StopReason(Kind.OUTAGE,
					describeSilence(length.silent()) + "; the last thing heard: " + length.lastFailure() + "."));
		}
		else if (length.paused().compareTo(this.maxPause.plus(PAUSE_TOLERANCE)) > 0) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE,
					"For " + length.paused().toSeconds() + " s, which is longer than --max-pause ("
							+ Wording.ofSetting(this.maxPause) + "), the server has only asked to wait. Come back "
							+ after(this.gate.closedFor()) + "."));
		}
	}

	/**
	 * If the service has never answered, the text is always the same, so that a watcher
	 * reports it once.
	 */
	private String describeSilence(Duration silent) {
		return (this.properAnswers.get() > 0)
				? "The service has given no proper answer for " + silent.toSeconds() + " s"
				: "The service does not answer; it was tried for " + Wording.ofSetting(this.outageTimeout);
	}

	/**
	 * Sets the listener of outages.
	 * @param listener takes a sentence when an outage begins and when it ends, within
	 * about a second, on a thread of the API's client
	 */
	public void onOutage(Consumer<String> listener) {
		this.reporter.listener(listener);
	}

	/**
	 * Returns the current outage.
	 * @return the outage, or {@code null} if the service answers, or has failed only for
	 * a short time
	 */
	public @Nullable Outage outage() {
		UnansweredPeriod.Length length = this.unanswered.length();
		if (length == null || !isOutage(length)) {
			return null;
		}
		Instant now = this.clock.instant();
		Duration left = this.outageTimeout.minus(length.silent()).plus(this.gate.closedFor());
		return new Outage(now.minus(length.total()).truncatedTo(ChronoUnit.SECONDS), length.total(),
				length.lastFailure(), now.plus(left).truncatedTo(ChronoUnit.SECONDS));
	}

	/**
	 * Returns whether the period counts as an outage. A server that is only slow gets
	 * more time.
	 */
	private boolean isOutage(UnansweredPeriod.Length length) {
		return this.gate.outage().isOutage() || (length.failed() && isOutageSuspected(length))
				|| length.silent().compareTo(this.outageTimeout.dividedBy(2)) > 0;
	}

	/**
	 * Returns whether there may be an outage: several requests in a row have failed, or
	 * none was answered for some seconds.
	 */
	boolean isOutageSuspected() {
		UnansweredPeriod.Length length = this.unanswered.length();
		return this.gate.outage().isOutage() || (length != null && isOutageSuspected(length));
	}

	private boolean isOutageSuspected(UnansweredPeriod.Length length) {
		Duration quarter = this.outageTimeout.dividedBy(4);
		return length.silent().compareTo((quarter.compareTo(SUSPICIOUS_AFTER) < 0) ? quarter : SUSPICIOUS_AFTER) > 0;
	}

	/** Returns how many creates and updates had a proper answer so far. */
	long changesAnswered() {
		return this.changesAnswered.sum();
	}

	/**
	 * Returns how many proper answers there were so far.
	 * @return the number, 0 or more
	 */
	public long properAnswers() {
		return this.properAnswers.get();
	}

	/** Returns when a wait is over, in words. */
	private String after(Duration wait) {
		if (wait.compareTo(LONGEST_NAMED_WAIT) > 0) {
			return "when it takes requests again";
		}
		return "after " + this.clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
	}

	/**
	 * Describes a failed exchange, for a person.
	 * @param failure the failure
	 * @return the status and the message, or only the message if the API gave no answer
	 */
	public static String describe(ApiException failure) {
		String text = (failure.getMessage() != null) ? failure.getMessage() : "";
		if (failure.status() == ApiException.NO_ANSWER) {
			return text;
		}
		return "status " + failure.status() + (text.isEmpty() ? "" : " (" + text + ")");
	}

}

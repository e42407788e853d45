package org.rolebindings.api;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason.Kind;

/**
 * Watches all answers, whichever row they belong to: closes the gate where the server
 * asks to wait, and stops the run at a dead key, a pause that is too long, or an outage.
 */
final class AnswerWatch {

	private final RequestGate gate;

	private final RequestMeter meter;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final Duration outageTimeout;

	private final Duration maxPause;

	/** When the first request left that followed the last proper answer. */
	private volatile @Nullable Moment silentSince;

	/** A moment, and how long the gate had been closed by then. */
	private record Moment(long nanos, long closedNanos) {
	}

	AnswerWatch(RequestGate gate, RequestMeter meter, StopSwitch stop, LongSupplier nanoClock, Duration outageTimeout,
			Duration maxPause) {
		this.gate = gate;
		this.meter = meter;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.outageTimeout = outageTimeout;
		this.maxPause = maxPause;
	}

	/** Forgets what was not answered in a time before this. */
	void begin() {
		this.silentSince = null;
	}

	/** A request leaves; where nobody asks, nobody is silent. */
	void asked() {
		if (this.silentSince == null) {
			this.silentSince = now();
		}
	}

	void answered() {
		this.silentSince = null;
	}

	void failed(ApiException failure) {
		if (failure.status() == 401) {
			this.stop.stop(new StopReason(Kind.DEAD_KEY,
					"The API does not accept the key (401): it is wrong, revoked or expired. Set a valid one."));
		}
		if (failure.asksToWait()) {
			this.meter.throttled();
			pause(failure);
		}
		if (failure.isProperAnswer()) {
			answered();
		}
		else {
			stopAtOutage(failure);
		}
	}

	private void pause(ApiException failure) {
		Duration wait = failure.retryAfter();
		if (wait == null) {
			return;
		}
		if (wait.compareTo(this.maxPause) > 0) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE, "The server asks to wait for " + wait.toSeconds()
					+ " s, which is longer than a run waits (" + this.maxPause.toMinutes() + "m). Come back then."));
		}
		this.gate.close(wait);
	}

	private void stopAtOutage(ApiException failure) {
		Moment now = now();
		Moment since = this.silentSince;
		if (since == null) {
			this.silentSince = now;
			return;
		}
		long silence = now.nanos() - since.nanos();
		long silenceWhileOpen = silence - (now.closedNanos() - since.closedNanos());
		if (silenceWhileOpen > this.outageTimeout.toNanos()) {
			this.stop.stop(new StopReason(Kind.OUTAGE,
					"The service has given no proper answer for " + Duration.ofNanos(silenceWhileOpen).toSeconds()
							+ " s; the last thing heard: " + heard(failure) + "."));
		}
		else if (silence > this.maxPause.toNanos()) {
			this.stop.stop(new StopReason(Kind.LONG_PAUSE, "The server has been asking to wait for "
					+ Duration.ofNanos(silence).toMinutes() + " minutes. Come back later."));
		}
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

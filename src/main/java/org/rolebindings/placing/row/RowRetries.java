package org.rolebindings.placing.row;

import java.time.Duration;

import org.rolebindings.api.ApiException;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.SendingStoppedException;

/**
 * Decides what follows an answer that does not decide a row, and which failures count as
 * an attempt. An answer that asks the client to wait does not count. A failure in an
 * outage does not count: the outage ends, or the run does. The look-ups after the last
 * attempt do not count, and have a limit of their own.
 */
public final class RowRetries {

	private final ServiceProbe probe;

	private final RequestMeter meter;

	public RowRetries(ServiceProbe probe, RequestMeter meter) {
		this.probe = probe;
		this.meter = meter;
	}

	/**
	 * Decides what follows a failure.
	 * @param row the row
	 * @param failure the answer, or what happened instead
	 * @return another attempt; {@code Unresolved} if the last look-ups fail too
	 * @throws SendingStoppedException if the key is not accepted, or the run stops
	 */
	public AttemptResult after(RowInFlight row, ApiException failure) {
		if (failure.status() == 401) {
			throw new SendingStoppedException();
		}
		RowAttempts attempts = row.attempts();
		if (failure.asksToWait()) {
			return new AttemptResult.RetryAfter(attempts.throttledDelay(failure, this.probe.properAnswers()));
		}
		if (failure.isProperAnswer() || this.probe.isRowFailure(failure, row.changesAnsweredBefore())) {
			if (row.looksUpNext() && attempts.areExhausted() && row.refusal() != null) {
				return attempts.canLookUpAfter(failure) ? new AttemptResult.RetryAfter(attempts.nextDelay())
						: new AttemptResult.Unresolved();
			}
			count(row, failure);
		}
		return new AttemptResult.RetryAfter(attempts.nextDelay());
	}

	private void count(RowInFlight row, ApiException failure) {
		if (row.attempts().add(failure)) {
			this.meter.retried();
		}
		else {
			Refusal refusal = row.refusal();
			row.failUnlessInPlace(
					(refusal != null) ? refusal : Refusal.attemptsRanOut(row.attempts().count(), failure));
		}
	}

	/** Lets another create follow, even beyond {@code --max-attempts}. */
	public AttemptResult createAfter(RowInFlight row, Duration pause) {
		row.attempts().addWithoutLimit();
		this.meter.retried();
		row.setLooksUpNext(false);
		return new AttemptResult.RetryAfter(pause);
	}

}

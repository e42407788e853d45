package org.rolebindings.placing;

import java.time.Duration;

import org.rolebindings.api.ApiException;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.SendingStoppedException;

/**
 * Gives a row another turn after an answer that does not decide it. An outage uses up no
 * attempts: it ends, or it ends the run.
 */
final class RowRetries {

	private final ServiceProbe probe;

	private final RequestMeter meter;

	RowRetries(ServiceProbe probe, RequestMeter meter) {
		this.probe = probe;
		this.meter = meter;
	}

	/**
	 * What follows a failure.
	 * @param row the row
	 * @param failure the answer, or what came in its place
	 * @return another turn, or none if not even a look-up is answered
	 * @throws SendingStoppedException if the run stops
	 */
	AttemptResult after(RowInFlight row, ApiException failure) {
		if (failure.status() == 401) {
			throw new SendingStoppedException();
		}
		if (failure.asksToWait()) {
			return new AttemptResult.RetryAfter(row.throttled(failure, this.probe.properAnswers()));
		}
		boolean counts = failure.isProperAnswer() || this.probe.isRowFailure(failure, row.changesAnsweredBefore());
		if (counts && row.looksUpNext() && row.retry().isExhausted() && row.refusal() != null) {
			return row.lookUpMayFollow(failure) ? new AttemptResult.RetryAfter(row.nextDelay())
					: new AttemptResult.Unresolved();
		}
		if (counts) {
			countAttempt(row, failure);
		}
		return new AttemptResult.RetryAfter(row.nextDelay());
	}

	private void countAttempt(RowInFlight row, ApiException failure) {
		row.countAttempt();
		if (row.retry().canRetryAfter(failure)) {
			this.meter.retried();
		}
		else {
			Refusal refusal = row.refusal();
			row.failUnlessInPlace((refusal != null) ? refusal : Refusal.attemptsRanOut(row.attempts(), failure));
		}
	}

	/** Another create, whatever the number of attempts. */
	AttemptResult createAfter(RowInFlight row, Duration pause) {
		row.countAttempt();
		this.meter.retried();
		row.lookUpNext(false);
		return new AttemptResult.RetryAfter(pause);
	}

}

package org.rolebindings.placing;

import java.time.Duration;

import org.rolebindings.stop.StopSwitch;

/**
 * The limits of a window.
 *
 * @param senders the rows in flight, at least 1
 * @param grace how long the window waits for the requests in flight once the run stops
 * @param batch the most decisions that one call returns, at least 1
 * @param batchTime after this time a call returns fewer decisions, so that a slow run
 * does not keep minutes of work in memory
 */
public record WindowLimits(int senders, Duration grace, int batch, Duration batchTime) {

	/**
	 * Returns the limits of an import.
	 * @param senders the value of {@code --concurrency}
	 * @return a grace of 10 seconds, and batches of 1,000 decisions or two seconds
	 */
	public static WindowLimits ofSenders(int senders) {
		return new WindowLimits(senders, StopSwitch.GRACE, 1_000, Duration.ofSeconds(2));
	}

}

package org.rolebindings.api.outage;

import java.time.Duration;

/** Hears of outages, on a thread of the API's client. */
public interface OutageListener {

	/**
	 * Nobody gets a proper answer any more.
	 * @param outage since when, why, and until when it is tried
	 */
	void outageBegan(Outage outage);

	/**
	 * Somebody got a proper answer.
	 * @param lasted how long nobody did
	 */
	void outageEnded(Duration lasted);

}

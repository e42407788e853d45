package org.rolebindings.api.outage;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which the service gives no proper answer to any request.
 *
 * @param since when the outage began
 * @param lasted how long it has lasted so far
 * @param why the last failure, for a person
 * @param until when the run gives up, unless the server asks the client to wait
 */
public record Outage(Instant since, Duration lasted, String why, Instant until) {

	/**
	 * Describes the outage briefly.
	 * @return how long it has lasted, when the run gives up, and why
	 */
	public String brief() {
		long left = Math.max(0, Duration.between(this.since, this.until).minus(this.lasted).toSeconds());
		return "no answer for " + this.lasted.toSeconds() + " s, gives up in " + left + " s: " + this.why;
	}

	/**
	 * Describes the outage in one sentence.
	 * @return the sentence, without a full stop
	 */
	public String describe() {
		return "no proper answer since " + this.since + ": " + this.why + "; trying again until " + this.until;
	}

}

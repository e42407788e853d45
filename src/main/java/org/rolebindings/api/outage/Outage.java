package org.rolebindings.api.outage;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which nobody gets a proper answer from the service.
 *
 * @param since when it began
 * @param lasted how long it has lasted
 * @param why what was heard last, for a person
 * @param until when the run gives up, unless the server asks to wait
 */
public record Outage(Instant since, Duration lasted, String why, Instant until) {

	/**
	 * Says the same in a short form.
	 * @return how long it has lasted, how long it is tried still, and why
	 */
	public String brief() {
		long left = Math.max(0, Duration.between(this.since, this.until).minus(this.lasted).toSeconds());
		return "no answer for " + this.lasted.toSeconds() + " s, gives up in " + left + " s: " + this.why;
	}

	/**
	 * Says all that in one sentence.
	 * @return the sentence, without a full stop
	 */
	public String describe() {
		return "no proper answer since " + this.since + ": " + this.why + "; trying again until " + this.until;
	}

}

package org.rolebindings.api.outage;

import java.time.Duration;

import org.rolebindings.binding.Wording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a run waits for a service that fails or asks the client to wait.
 *
 * @param outageTimeout the run stops after this time without a proper answer, 1 s to 24
 * h; pauses that the server asks for do not count
 * @param maxPause the longest pause that the server may ask for, in one answer or in
 * several, 0 s to 24 h
 */
@ConfigurationProperties("role-bindings")
public record OutageProperties(@DefaultValue("2m") Duration outageTimeout, @DefaultValue("15m") Duration maxPause) {

	private static final Duration LONGEST = Duration.ofHours(24);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is out of its range; the message names the
	 * option, the value and the range
	 */
	public OutageProperties {
		if (outageTimeout.toSeconds() < 1 || outageTimeout.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					"--outage-timeout is " + Wording.ofSetting(outageTimeout) + "; it takes 1s to 24h.");
		}
		if (maxPause.isNegative() || maxPause.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					"--max-pause is " + Wording.ofSetting(maxPause) + "; it takes 0s to 24h.");
		}
	}

}

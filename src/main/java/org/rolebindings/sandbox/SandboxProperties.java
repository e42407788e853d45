package org.rolebindings.sandbox;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The faults and limits of the sandbox.
 *
 * @param sandboxLatency how long each answer is held back, 0 to 1 hour
 * @param sandboxRate the most requests a second, at least 1, or {@code null} for no limit
 * @param sandboxErrors the share of requests that are answered with a 5xx, 0 to 1
 * @param sandboxLostAnswers the share of requests that are carried out and then not
 * answered, 0 to 1; if both shares together exceed 1, this one goes first
 */
@ConfigurationProperties("role-bindings")
public record SandboxProperties(@DefaultValue("0s") Duration sandboxLatency, @Nullable Integer sandboxRate,
		@DefaultValue("0") double sandboxErrors, @DefaultValue("0") double sandboxLostAnswers) {

	private static final Duration MAX_LATENCY = Duration.ofHours(1);

	/**
	 * Checks the ranges.
	 * @throws IllegalArgumentException if a value is out of its range; the message names
	 * the option, the value and the range
	 */
	public SandboxProperties {
		if (sandboxLatency.isNegative() || sandboxLatency.compareTo(MAX_LATENCY) > 0) {
			throw new IllegalArgumentException(
					"--sandbox-latency is " + Wording.ofSetting(sandboxLatency) + "; it takes 0s to 1h.");
		}
		if (sandboxRate != null && sandboxRate < 1) {
			throw new IllegalArgumentException(
					"--sandbox-rate is " + sandboxRate + "; it takes a number of requests a second, at least 1.");
		}
		requireShare("--sandbox-errors", sandboxErrors);
		requireShare("--sandbox-lost-answers", sandboxLostAnswers);
	}

	/**
	 * A sandbox without faults and limits.
	 * @return no latency, no limit, no errors and no lost answers
	 */
	public static SandboxProperties none() {
		return new SandboxProperties(Duration.ZERO, null, 0, 0);
	}

	private static void requireShare(String option, double share) {
		boolean valid = share >= 0 && share <= 1;
		if (!valid) {
			throw new IllegalArgumentException(option + " is " + share + "; it takes a share from 0 to 1.");
		}
	}

}

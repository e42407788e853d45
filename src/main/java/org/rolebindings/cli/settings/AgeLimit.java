package org.rolebindings.cli.settings;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How old a file may be.
 *
 * @param maxAge the longest time since it was last written, 1 s or more, or {@code null}
 * if any age will do
 */
@ConfigurationProperties("role-bindings")
public record AgeLimit(@Nullable Duration maxAge) {

	/**
	 * Checks the value.
	 * @throws IllegalArgumentException if it is out of its range
	 */
	public AgeLimit {
		if (maxAge != null && maxAge.toSeconds() < 1) {
			throw new IllegalArgumentException("--max-age is " + Wording.ofSetting(maxAge) + "; it takes 1s or more.");
		}
	}

}

package org.rolebindings.inbox;

import java.nio.file.Path;
import java.time.Duration;

import org.rolebindings.binding.Wording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files are dropped.
 *
 * @param inbox the folder
 * @param settle how long a file has to be still before it is claimed, 0 s to 24 h
 */
@ConfigurationProperties("role-bindings")
public record InboxProperties(@DefaultValue("inbox") Path inbox, @DefaultValue("2s") Duration settle) {

	private static final Duration MAX_SETTLE = Duration.ofHours(24);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is out of its range; the message names the
	 * option, the value and the range
	 */
	public InboxProperties {
		if (inbox.toString().isEmpty()) {
			throw new IllegalArgumentException("--inbox is empty; it takes a folder.");
		}
		if (settle.isNegative() || settle.compareTo(MAX_SETTLE) > 0) {
			throw new IllegalArgumentException("--settle is " + Wording.ofSetting(settle) + "; it takes 0s to 24h.");
		}
	}

}

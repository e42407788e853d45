package org.rolebindings.status;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the status is served.
 *
 * @param httpPort a port of the loopback address, 0 to 65535, 0 being any free one;
 * {@code null} if the status is not served
 */
@ConfigurationProperties("role-bindings")
public record StatusProperties(@Nullable Integer httpPort) {

	private static final int MAX_PORT = 65_535;

	/**
	 * Checks the value.
	 * @throws IllegalArgumentException if it is out of its range; the message names the
	 * option, the value and the range
	 */
	public StatusProperties {
		if (httpPort != null && (httpPort < 0 || httpPort > MAX_PORT)) {
			throw new IllegalArgumentException("--http-port is " + httpPort + "; it takes 0 to " + MAX_PORT + ".");
		}
	}

}

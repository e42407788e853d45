package org.rolebindings.cli.settings;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How {@code sandbox} serves.
 *
 * @param port a port of the loopback address, 0 to 65535; 0 is any free one
 * @param keys the path of a file that gives each key its rights, or {@code null} if any
 * key may do everything
 */
@ConfigurationProperties("role-bindings")
public record ServingProperties(@DefaultValue("0") int port, @Nullable String keys) {

	private static final int MAX_PORT = 65_535;

	public ServingProperties {
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("--port is " + port + "; it takes 0 to " + MAX_PORT + ".");
		}
		if (keys != null && keys.isBlank()) {
			throw new IllegalArgumentException("--keys is empty; it takes the path of a JSON file.");
		}
	}

}

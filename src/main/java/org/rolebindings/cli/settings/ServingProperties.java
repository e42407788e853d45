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
 * @param directory the path of a file that says what is in the account, keys included, or
 * {@code null} for the built-in directory without bindings
 */
@ConfigurationProperties("role-bindings")
public record ServingProperties(@DefaultValue("0") int port, @Nullable String keys, @Nullable String directory) {

	private static final int MAX_PORT = 65_535;

	public ServingProperties {
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("--port is " + port + "; it takes 0 to " + MAX_PORT + ".");
		}
		if (keys != null && keys.isBlank()) {
			throw new IllegalArgumentException("--keys is empty; it takes the path of a JSON file.");
		}
		if (directory != null && directory.isBlank()) {
			throw new IllegalArgumentException("--directory is empty; it takes the path of a JSON file.");
		}
		if (keys != null && directory != null) {
			throw new IllegalArgumentException("--keys and --directory do not go together; "
					+ "put what is in the keys' file into the directory, as its 'keys'.");
		}
	}

}

package org.rolebindings.cli;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the sandbox listens.
 *
 * @param port a port of the loopback address, 0 to 65535; 0 is any free one
 */
@ConfigurationProperties("role-bindings")
record PortProperties(@DefaultValue("0") int port) {

	private static final int MAX_PORT = 65_535;

	PortProperties {
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("--port is " + port + "; it takes 0 to " + MAX_PORT + ".");
		}
	}

}

package org.rolebindings.ledger;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the ledger is.
 *
 * @param state the folder of the embedded database
 */
@ConfigurationProperties("role-bindings")
public record LedgerProperties(@DefaultValue(".role-bindings") Path state) {

	/**
	 * Checks the value.
	 * @throws IllegalArgumentException if the folder's name cannot stand in the
	 * database's address
	 */
	public LedgerProperties {
		if (state.toString().isEmpty() || state.toString().contains(";")) {
			throw new IllegalArgumentException("--state is '" + state + "'; it takes a folder without ; in its name.");
		}
	}

}

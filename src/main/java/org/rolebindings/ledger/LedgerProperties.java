package org.rolebindings.ledger;

import java.io.File;
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
	 * @throws IllegalArgumentException if the folder's path cannot stand in the
	 * database's address
	 */
	public LedgerProperties {
		if (state.toString().isEmpty() || !fitsAddress(state.toAbsolutePath().toString())) {
			throw new IllegalArgumentException(
					"--state is '" + state + "'; it takes a folder without ; and \\ in its path.");
		}
	}

	/** H2 reads settings after a semicolon, and takes a backslash for a slash. */
	private static boolean fitsAddress(String path) {
		return path.indexOf(';') < 0 && (path.indexOf('\\') < 0 || File.separatorChar == '\\');
	}

}

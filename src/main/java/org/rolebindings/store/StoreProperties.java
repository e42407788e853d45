package org.rolebindings.store;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.rolebindings.binding.Wording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Where the state is.
 *
 * @param state the folder of the embedded database
 * @param longestWait how long to wait if another process holds it, 0 s to 7 d
 */
@ConfigurationProperties("role-bindings")
public record StoreProperties(@DefaultValue(".role-bindings") Path state,
		@Name("wait") @DefaultValue("0s") Duration longestWait) {

	private static final Duration MAX_WAIT = Duration.ofDays(7);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if the folder's path cannot stand in the
	 * database's address, or the wait is out of its range
	 */
	public StoreProperties {
		if (state.toString().isEmpty() || !fitsAddress(state.toAbsolutePath().toString())) {
			throw new IllegalArgumentException(
					"--state is '" + state + "'; it takes a folder without ; and \\ in its path.");
		}
		if (longestWait.isNegative() || longestWait.compareTo(MAX_WAIT) > 0) {
			throw new IllegalArgumentException("--wait is " + Wording.ofSetting(longestWait) + "; it takes 0s to 7d.");
		}
	}

	/**
	 * Checks that there is a state already.
	 * @throws ForeignStateException if there is none in that folder
	 */
	public void requireState() {
		if (!Files.exists(this.state.resolve(StateDatabase.FILE))
				&& !Files.exists(this.state.resolve(StateCounter.FILE))) {
			throw new ForeignStateException("There is no state in " + this.state.toAbsolutePath().normalize()
					+ "; give the --state of the imports, or their working folder.");
		}
	}

	/** H2 reads settings after a semicolon, and takes a backslash for a slash. */
	private static boolean fitsAddress(String path) {
		return path.indexOf(';') < 0 && (path.indexOf('\\') < 0 || File.separatorChar == '\\');
	}

}

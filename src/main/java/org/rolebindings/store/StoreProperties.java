package org.rolebindings.store;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Where the state is.
 *
 * @param state the folder of the embedded database, and of files that a run needs for a
 * while
 * @param databaseUrl the JDBC URL of the database that is used instead of the embedded
 * one, or {@code null}
 * @param longestWait how long to wait if another process holds it, 0 s to 7 d
 */
@ConfigurationProperties("role-bindings")
public record StoreProperties(@DefaultValue(".role-bindings") Path state, @Nullable String databaseUrl,
		@Name("wait") @DefaultValue("0s") Duration longestWait) {

	private static final Duration MAX_WAIT = Duration.ofDays(7);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if the folder's path cannot stand in the embedded
	 * database's address, the URL is not that of a PostgreSQL database, or the wait is
	 * out of its range
	 */
	public StoreProperties {
		if (state.toString().isEmpty() || !fitsAddress(state.toAbsolutePath().toString())) {
			throw new IllegalArgumentException(
					"--state is '" + state + "'; it takes a folder without ; and \\ in its path.");
		}
		if (longestWait.isNegative() || longestWait.compareTo(MAX_WAIT) > 0) {
			throw new IllegalArgumentException("--wait is " + Wording.ofSetting(longestWait) + "; it takes 0s to 7d.");
		}
		if (databaseUrl != null) {
			DatabaseUrl unused = new DatabaseUrl(databaseUrl);
		}
	}

	/**
	 * Returns the database that is used instead of the embedded one.
	 * @return the database, or {@code null} if the embedded one is used
	 */
	public @Nullable DatabaseUrl database() {
		return (this.databaseUrl != null) ? new DatabaseUrl(this.databaseUrl) : null;
	}

	/**
	 * Returns whether the database's URL has a password.
	 * @return {@code false} if there is no URL, too
	 */
	public boolean hasPassword() {
		DatabaseUrl url = database();
		return url != null && url.hasPassword();
	}

	/** Without a password. */
	@Override
	public String toString() {
		return "StoreProperties[state=" + this.state + ", databaseUrl=" + database() + ", longestWait="
				+ this.longestWait + "]";
	}

	/** H2 reads settings after a semicolon, and takes a backslash for a slash. */
	private static boolean fitsAddress(String path) {
		return path.indexOf(';') < 0 && (path.indexOf('\\') < 0 || File.separatorChar == '\\');
	}

}

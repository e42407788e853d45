package org.rolebindings.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The JDBC URL of a PostgreSQL database. It may have a password, which is never shown.
 *
 * @param text the URL as it was given
 */
public record DatabaseUrl(String text) {

	private static final String SCHEME = "jdbc:postgresql:";

	private static final Set<String> SECRETS = Set.of("password", "sslpassword");

	/**
	 * Checks the URL.
	 * @throws IllegalArgumentException if it is none of PostgreSQL
	 */
	public DatabaseUrl {
		if (!text.startsWith(SCHEME) || text.equals(SCHEME) || text.chars().anyMatch(DatabaseUrl::isForbidden)) {
			throw new IllegalArgumentException(
					"--database-url is not the JDBC URL of a PostgreSQL database; it takes one like "
							+ "jdbc:postgresql://host:5432/database?user=importer.");
		}
		if (beforeParameters(text).contains("@")) {
			throw new IllegalArgumentException("--database-url has a user or a password before its host, which JDBC "
					+ "does not know. Give the user as ?user=NAME or in PGUSER, and the password in PGPASSWORD or in "
					+ "a password file.");
		}
	}

	private static boolean isForbidden(int character) {
		return character <= ' ' || character == 0x7f;
	}

	/**
	 * Returns whether the URL has a password.
	 * @return {@code true} if it has that of the user, or of a key file
	 */
	public boolean hasPassword() {
		return parameters().stream().anyMatch(DatabaseUrl::isSecret);
	}

	/**
	 * Returns whether the URL has a parameter.
	 * @param name the parameter's name
	 */
	public boolean hasParameter(String name) {
		return parameters().stream().anyMatch((parameter) -> name(parameter).equals(name));
	}

	/**
	 * Returns the URL without passwords.
	 * @return a text that may be shown and stored
	 */
	public String shown() {
		List<String> shown = parameters().stream().filter((parameter) -> !isSecret(parameter)).toList();
		return beforeParameters(this.text) + (shown.isEmpty() ? "" : "?" + String.join("&", shown));
	}

	private List<String> parameters() {
		int question = this.text.indexOf('?');
		return (question < 0) ? List.of()
				: Arrays.stream(this.text.substring(question + 1).split("&"))
					.filter((parameter) -> !parameter.isEmpty())
					.toList();
	}

	private static boolean isSecret(String parameter) {
		return SECRETS.contains(name(parameter).toLowerCase(Locale.ROOT));
	}

	private static String name(String parameter) {
		String name = parameter.split("=", 2)[0];
		try {
			return URLDecoder.decode(name, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

	private static String beforeParameters(String url) {
		int question = url.indexOf('?');
		return (question < 0) ? url : url.substring(0, question);
	}

	@Override
	public String toString() {
		return shown();
	}

}

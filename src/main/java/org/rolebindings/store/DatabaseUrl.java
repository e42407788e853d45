package org.rolebindings.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
	 * @throws IllegalArgumentException if it is not the URL of a PostgreSQL database
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
		if (!hasReadablePasswords(text) || withoutPasswords(text).toLowerCase(Locale.ROOT).contains("password=")) {
			throw new IllegalArgumentException("--database-url has a password that JDBC cannot read. A password is a "
					+ "parameter, after ? or &, in which %25 stands for %, %26 for & and %2B for +. Or give it in "
					+ "PGPASSWORD or in a password file.");
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
		return parameters(this.text).stream().anyMatch(DatabaseUrl::isSecret);
	}

	/**
	 * Returns whether the URL has a parameter.
	 * @param name the parameter's name
	 */
	public boolean hasParameter(String name) {
		return parameters(this.text).stream().anyMatch((parameter) -> name(parameter).equals(name));
	}

	/**
	 * Returns the URL without passwords.
	 * @return a text that may be shown and stored
	 */
	public String shown() {
		return withoutPasswords(this.text);
	}

	/**
	 * Returns the passwords in the URL. Whoever connects gives them to the driver beside
	 * the URL, because the driver logs a URL that it cannot read, and names it in its
	 * errors.
	 * @return the passwords by the names of their parameters
	 */
	public Map<String, String> passwords() {
		Map<String, String> passwords = new HashMap<>();
		for (String parameter : parameters(this.text)) {
			if (isSecret(parameter)) {
				passwords.put(name(parameter), decoded(parameter.substring(parameter.indexOf('=') + 1)));
			}
		}
		return passwords;
	}

	private static String withoutPasswords(String url) {
		List<String> shown = parameters(url).stream().filter((parameter) -> !isSecret(parameter)).toList();
		return beforeParameters(url) + (shown.isEmpty() ? "" : "?" + String.join("&", shown));
	}

	private static List<String> parameters(String url) {
		int question = url.indexOf('?');
		return (question < 0) ? List.of()
				: Arrays.stream(url.substring(question + 1).split("&"))
					.filter((parameter) -> !parameter.isEmpty())
					.toList();
	}

	private static boolean isSecret(String parameter) {
		return SECRETS.contains(name(parameter).toLowerCase(Locale.ROOT));
	}

	private static boolean hasReadablePasswords(String url) {
		try {
			parameters(url).stream().filter(DatabaseUrl::isSecret).forEach(DatabaseUrl::decoded);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String name(String parameter) {
		String name = parameter.split("=", 2)[0];
		try {
			return decoded(name);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
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

package org.rolebindings.job.remote;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The URL of a message broker. It may have passwords, which are never shown.
 *
 * @param text the URL as it was given: {@code tcp://host:port?parameters}, or
 * {@code (tcp://one:port,tcp://other:port)?parameters}
 */
public record BrokerUrl(String text) {

	private static final String EXAMPLE = "tcp://host:61616?user=importer";

	private static final String ADDRESS = "tcp://(\\[[\\w:.%]+\\]|[\\w.-]+)(:[1-9]\\d{0,4})?";

	private static final Pattern BROKERS = Pattern
		.compile("(" + ADDRESS + "|\\(" + ADDRESS + "(," + ADDRESS + ")*\\))(\\?[^#()\\s]*)?");

	private static final Pattern PORT = Pattern.compile(":(\\d+)(?=[,)]|$)");

	private static final int LAST_PORT = 65_535;

	/**
	 * Checks the URL.
	 * @throws IllegalArgumentException if it is not the URL of a broker, or names a user
	 * before its host
	 */
	public BrokerUrl {
		if (text.matches("\\(?tcp://[^?\\s]*@.*")) {
			throw new IllegalArgumentException("--broker-url has a user or a password before its host, which the "
					+ "broker's client does not know. Give the user as ?user=NAME, and the password in "
					+ "ROLE_BINDINGS_BROKER_PASSWORD.");
		}
		if (!BROKERS.matcher(text).matches() || !hasValidPorts(text)) {
			throw new IllegalArgumentException(
					"--broker-url is not the URL of a broker; it takes one like " + EXAMPLE + ".");
		}
		if (text.substring(beforeParameters(text).length()).matches(".*%(?![0-9a-fA-F]{2}).*")) {
			throw new IllegalArgumentException(
					"--broker-url has a parameter with a % that two hexadecimal digits do not follow; write %25 for %.");
		}
	}

	private static boolean hasValidPorts(String text) {
		return PORT.matcher(beforeParameters(text))
			.results()
			.allMatch((port) -> Integer.parseInt(port.group(1)) <= LAST_PORT);
	}

	/**
	 * Returns whether the URL has a password.
	 * @return {@code true} if it has that of the user, or of a key or trust store
	 */
	public boolean hasPassword() {
		return parameters().stream().anyMatch(BrokerUrl::isSecret);
	}

	/**
	 * Returns the URL without passwords.
	 * @return a text that may be shown
	 */
	public String shown() {
		// What has no name may be a part of a password with an & in it
		return with(
				parameters().stream().filter((parameter) -> !isSecret(parameter) && parameter.contains("=")).toList());
	}

	/** The URL for the broker's client, which gets user and password beside it. */
	String forClient() {
		return with(parameters().stream()
			.filter((parameter) -> !name(parameter).equals("user") && !name(parameter).equals("password"))
			.toList());
	}

	/** The user in the URL, or {@code null}. */
	@Nullable String user() {
		return value("user");
	}

	/** The user's password in the URL, or {@code null}. */
	@Nullable String password() {
		return value("password");
	}

	private @Nullable String value(String name) {
		return parameters().stream()
			.filter((parameter) -> name(parameter).equals(name) && parameter.contains("="))
			.map((parameter) -> decoded(parameter.substring(parameter.indexOf('=') + 1)))
			.findFirst()
			.orElse(null);
	}

	private String with(List<String> parameters) {
		return beforeParameters(this.text) + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
	}

	private List<String> parameters() {
		int question = this.text.indexOf('?');
		return (question < 0) ? List.of()
				: Arrays.stream(this.text.substring(question + 1).split("[&;]"))
					.filter((parameter) -> !parameter.isEmpty())
					.toList();
	}

	private static boolean isSecret(String parameter) {
		return name(parameter).toLowerCase(Locale.ROOT).contains("password");
	}

	private static String name(String parameter) {
		return decoded(parameter.split("=", 2)[0]);
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

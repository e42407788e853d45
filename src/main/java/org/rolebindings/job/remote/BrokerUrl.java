package org.rolebindings.job.remote;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The URL of a message broker. It may have passwords, which are never shown.
 *
 * @param text the URL as it was given: {@code tcp://host:port?parameters}, or
 * {@code (tcp://one:port,tcp://other:port)?parameters}
 */
public record BrokerUrl(String text) {

	private static final String EXAMPLE = "tcp://host:61616?user=importer";

	/**
	 * Checks the URL.
	 * @throws IllegalArgumentException if it is not the URL of a broker, or names a user
	 * before its host
	 */
	public BrokerUrl {
		boolean isOne = text.matches("tcp://[^,()\\s]+");
		boolean areSeveral = text.matches("\\(tcp://[^,()\\s]+(,tcp://[^,()\\s]+)*\\)(\\?[^()\\s]*)?");
		if (!isOne && !areSeveral) {
			throw new IllegalArgumentException(
					"--broker-url is not the URL of a broker; it takes one like " + EXAMPLE + ".");
		}
		if (beforeParameters(text).contains("@")) {
			throw new IllegalArgumentException("--broker-url has a user or a password before its host, which the "
					+ "broker's client does not know. Give the user as ?user=NAME, and the password in "
					+ "ROLE_BINDINGS_BROKER_PASSWORD.");
		}
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
		return with(parameters().stream().filter((parameter) -> !isSecret(parameter)).toList());
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
			.map((parameter) -> URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1),
					StandardCharsets.UTF_8))
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
		return parameter.split("=", 2)[0];
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

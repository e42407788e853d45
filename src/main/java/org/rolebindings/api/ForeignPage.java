package org.rolebindings.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that a firewall, a proxy or a sign-on sent instead of the API. Such a page says
 * nothing about a row.
 *
 * @param status the status of the page
 * @param description what the page is, for a person
 */
public record ForeignPage(int status, String description) {

	private static final int MAX_SEARCHED_BYTES = 4_096;

	private static final int MAX_SHOWN_CHARACTERS = 80;

	private static final Pattern TITLE = Pattern.compile("<title[^>]*>(.*?)</title>",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	/**
	 * Finds out whether an answer is a foreign page. The API wrote an answer if its body
	 * is a JSON object, or if it has no body and is no redirect. An answer with status
	 * 429 or 503 is always taken for the API's.
	 * @param answer the answer
	 * @param json reads the body
	 * @param redact removes secrets from a text
	 * @return the page, or {@code null} if the API wrote the answer
	 */
	public static @Nullable ForeignPage of(HttpAnswer answer, JsonMapper json, UnaryOperator<String> redact) {
		boolean empty = answer.body().length == 0;
		if (answer.status() == 429 || answer.status() == 503
				|| (empty ? !isRedirect(answer) : isObject(answer, json))) {
			return null;
		}
		return new ForeignPage(answer.status(), describe(answer, redact));
	}

	/**
	 * Returns whether the status says that the server failed or was busy.
	 * @return {@code true} for 408, 425 and 500 to 599
	 */
	public boolean isServerFailure() {
		return this.status >= 500 || this.status == 408 || this.status == 425;
	}

	/** Returns the status and the page, for a person. */
	public String received() {
		return "status " + this.status + " with " + this.description;
	}

	/** Returns the status, the page and its meaning, for a person. */
	String describe() {
		return received() + ", which is not from the API: a proxy, a firewall or a sign-on answers in its place";
	}

	private static boolean isRedirect(HttpAnswer answer) {
		return answer.status() >= 300 && answer.status() < 400;
	}

	private static boolean isObject(HttpAnswer answer, JsonMapper json) {
		try {
			return json.readTree(answer.body()).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static String describe(HttpAnswer answer, UnaryOperator<String> redact) {
		String location = answer.location();
		if (isRedirect(answer) && location != null) {
			return "a redirect to " + host(redact.apply(location));
		}
		if (answer.body().length == 0) {
			return "a redirect";
		}
		String text = redact.apply(new String(answer.body(), 0, Math.min(MAX_SEARCHED_BYTES, answer.body().length),
				StandardCharsets.UTF_8));
		Matcher title = TITLE.matcher(text);
		if (title.find() && !title.group(1).isBlank()) {
			return "the HTML page " + quoted(title.group(1));
		}
		String lower = text.toLowerCase(Locale.ROOT);
		boolean html = lower.contains("<html") || lower.contains("<!doctype html");
		return html ? "an HTML page" : "the text " + quoted(text);
	}

	/** Returns only the host, because the rest of the address may hold a secret. */
	private static String host(String location) {
		try {
			String host = new URI(location).getHost();
			return (host != null) ? Quoting.legible(host, MAX_SHOWN_CHARACTERS) : "another path";
		}
		catch (URISyntaxException ex) {
			return "another address";
		}
	}

	private static String quoted(String text) {
		return Quoting.quoted(Quoting.legible(text.strip().replaceAll("\\s+", " "), MAX_SHOWN_CHARACTERS));
	}

}

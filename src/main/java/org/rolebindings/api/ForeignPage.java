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
 * A page that the API did not write: a firewall, a proxy or a sign-on answered in its
 * place. It says nothing about a row.
 *
 * @param status the status of the page
 * @param looks what it looks like, for a person
 */
public record ForeignPage(int status, String looks) {

	private static final int MAX_LOOKED_AT = 4_096;

	private static final int MAX_SHOWN = 80;

	private static final Pattern TITLE = Pattern.compile("<title[^>]*>(.*?)</title>",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	/**
	 * Tells whether an answer is such a page. The API wrote an answer if its body is a
	 * JSON object, or if it has no body and is no redirect. 429 and 503 count, no matter
	 * who wrote them.
	 * @param answer the answer
	 * @param json reads the body
	 * @param hide takes out what must not be shown
	 * @return the page, or {@code null} if the API wrote the answer
	 */
	public static @Nullable ForeignPage of(Answer answer, JsonMapper json, UnaryOperator<String> hide) {
		boolean empty = answer.body().length == 0;
		if (answer.status() == 429 || answer.status() == 503
				|| (empty ? !isRedirect(answer) : isObject(answer, json))) {
			return null;
		}
		return new ForeignPage(answer.status(), looks(answer, hide));
	}

	/** Whether the server failed or was busy, rather than somebody else in its place. */
	public boolean isServerFailure() {
		return this.status >= 500 || this.status == 408 || this.status == 425;
	}

	/** What arrived, for a person. */
	public String arrival() {
		return "status " + this.status + " with " + this.looks;
	}

	/** The same, and what that means. */
	String describe() {
		return arrival() + ", which is not from the API: a proxy, a firewall or a sign-on answers in its place";
	}

	private static boolean isRedirect(Answer answer) {
		return answer.status() >= 300 && answer.status() < 400;
	}

	private static boolean isObject(Answer answer, JsonMapper json) {
		try {
			return json.readTree(answer.body()).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static String looks(Answer answer, UnaryOperator<String> hide) {
		String location = answer.location();
		if (isRedirect(answer) && location != null) {
			return "a redirect to " + host(hide.apply(location));
		}
		if (answer.body().length == 0) {
			return "a redirect";
		}
		String text = hide
			.apply(new String(answer.body(), 0, Math.min(MAX_LOOKED_AT, answer.body().length), StandardCharsets.UTF_8));
		Matcher title = TITLE.matcher(text);
		if (title.find() && !title.group(1).isBlank()) {
			return "the HTML page " + quoted(title.group(1));
		}
		String lower = text.toLowerCase(Locale.ROOT);
		boolean html = lower.contains("<html") || lower.contains("<!doctype html");
		return html ? "an HTML page" : "the text " + quoted(text);
	}

	/** Only the host; the rest of such an address may hold a secret. */
	private static String host(String location) {
		try {
			String host = new URI(location).getHost();
			return (host != null) ? Quoting.legible(host, MAX_SHOWN) : "another path";
		}
		catch (URISyntaxException ex) {
			return "another address";
		}
	}

	private static String quoted(String text) {
		return Quoting.quoted(Quoting.legible(text.strip().replaceAll("\\s+", " "), MAX_SHOWN));
	}

}

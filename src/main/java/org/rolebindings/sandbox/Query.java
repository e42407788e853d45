package org.rolebindings.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;

/** The parameters of a request. Those that nobody asks for are ignored. */
final class Query {

	private final Map<String, String> parameters = new HashMap<>();

	private final Set<String> repeated = new HashSet<>();

	/**
	 * Reads parameters.
	 * @param text what follows the question mark, form-encoded, or {@code null}
	 * @throws ProblemException 400, if it cannot be decoded
	 */
	Query(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return;
		}
		for (String pair : text.split("&", -1)) {
			int equals = pair.indexOf('=');
			String name = decode((equals < 0) ? pair : pair.substring(0, equals));
			String value = decode((equals < 0) ? "" : pair.substring(equals + 1));
			if (this.parameters.put(name, value) != null) {
				this.repeated.add(name);
			}
		}
	}

	/**
	 * Finds a parameter.
	 * @param name its name
	 * @return its value, or {@code null} where it is not there
	 * @throws ProblemException 400, if it is there twice
	 */
	@Nullable String find(String name) {
		if (this.repeated.contains(name)) {
			throw ProblemException.invalid("The parameter " + name + " is there twice.");
		}
		return this.parameters.get(name);
	}

	/**
	 * Decodes form-encoded text.
	 * @param text the text
	 * @return what it stands for
	 * @throws ProblemException 400, if a percent sign is not followed by two hex digits
	 */
	static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw ProblemException.invalid("The URL cannot be decoded: " + Quoting.quoted(text) + ".");
		}
	}

}

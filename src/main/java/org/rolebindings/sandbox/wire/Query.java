package org.rolebindings.sandbox.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;

/** The parameters of a request. Those that nobody asks for are ignored. */
public final class Query {

	private final Map<String, List<String>> parameters = new HashMap<>();

	/**
	 * Reads parameters.
	 * @param text what follows the question mark, form-encoded, or {@code null}
	 * @throws ProblemException 400, if it cannot be decoded
	 */
	public Query(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return;
		}
		for (String pair : text.split("&", -1)) {
			int equals = pair.indexOf('=');
			String name = decode((equals < 0) ? pair : pair.substring(0, equals));
			String value = decode((equals < 0) ? "" : pair.substring(equals + 1));
			this.parameters.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
		}
	}

	/**
	 * Finds a parameter.
	 * @param name its name
	 * @return its value, or {@code null} if it is not there
	 * @throws ProblemException 400, if it is there twice
	 */
	public @Nullable String find(String name) {
		List<String> values = all(name);
		if (values.size() > 1) {
			throw ProblemException.invalid("The parameter " + name + " is there twice.");
		}
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Finds a parameter that may be there more than once.
	 * @param name its name
	 * @return its values, in their order
	 */
	public List<String> all(String name) {
		return this.parameters.getOrDefault(name, List.of());
	}

	/**
	 * Decodes form-encoded text.
	 * @param text the text
	 * @return what it stands for
	 * @throws ProblemException 400, if a percent sign is not followed by two hex digits
	 */
	public static String decode(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw ProblemException.invalid("The URL cannot be decoded: " + Quoting.quoted(text) + ".");
		}
	}

}

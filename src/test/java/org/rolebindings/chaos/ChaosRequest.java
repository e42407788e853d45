package org.rolebindings.chaos;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param method the method
 * @param path the decoded path
 * @param query the decoded parameters
 * @param headers the headers by their name in lower case
 * @param body the body
 */
record ChaosRequest(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

	private static final String END_OF_HEAD = "\r\n\r\n";

	/** Reads a request; {@code null} where the client has no more. */
	static @Nullable ChaosRequest read(InputStream in) throws IOException {
		int first = in.read();
		if (first < 0) {
			return null;
		}
		StringBuilder head = new StringBuilder().append((char) first);
		while (head.indexOf(END_OF_HEAD, Math.max(0, head.length() - END_OF_HEAD.length())) < 0) {
			int c = in.read();
			if (c < 0) {
				throw new EOFException("The client hung up in a request's head.");
			}
			head.append((char) c);
		}
		List<String> lines = head.toString().lines().toList();
		List<String> words = List.of(lines.get(0).split(" ", -1));
		Map<String, String> headers = new HashMap<>();
		for (String line : lines.subList(1, lines.size() - 1)) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
		}
		int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
		byte[] body = in.readNBytes(length);
		if (body.length < length) {
			throw new EOFException("The client hung up in a request's body.");
		}
		String target = words.get(1);
		int mark = target.indexOf('?');
		String path = (mark < 0) ? target : target.substring(0, mark);
		return new ChaosRequest(words.get(0), decode(path.replace("+", "%2B")),
				query((mark < 0) ? "" : target.substring(mark + 1)), headers, new String(body, StandardCharsets.UTF_8));
	}

	private static Map<String, String> query(String text) {
		Map<String, String> query = new HashMap<>();
		for (String parameter : text.split("&", -1)) {
			int equals = parameter.indexOf('=');
			if (equals > 0) {
				query.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
			}
		}
		return query;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}

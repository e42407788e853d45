package org.rolebindings.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;

/**
 * Which page of a listing is asked for. A cursor is base64 of the listing's name, a colon
 * and the position of the last item that was listed.
 *
 * @param listing the listing's name
 * @param limit the most items, 1 to 100
 * @param after the position after which to begin, or {@code null} for the beginning
 */
public record PageRequest(String listing, int limit, @Nullable String after) {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 100;

	private static final int MAX_DIGITS = 3;

	/**
	 * Reads {@code limit} and {@code cursor}.
	 * @param query the parameters
	 * @param listing the listing's name
	 * @return the page
	 * @throws ProblemException 400, if one of them is malformed
	 */
	public static PageRequest of(Query query, String listing) {
		return new PageRequest(listing, limit(query.find("limit")), after(query.find("cursor"), listing + ':'));
	}

	/**
	 * The cursor of the next page.
	 * @param position the position of this page's last item
	 * @return what to send as {@code cursor}
	 */
	String cursor(String position) {
		byte[] plain = (this.listing + ':' + position).getBytes(StandardCharsets.UTF_8);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
	}

	public static ProblemException malformedCursor() {
		return ProblemException.invalid("cursor is not one that this listing gave out.");
	}

	private static int limit(@Nullable String text) {
		if (text == null) {
			return DEFAULT_LIMIT;
		}
		boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS
				&& text.chars().allMatch((c) -> c >= '0' && c <= '9');
		int limit = digits ? Integer.parseInt(text) : 0;
		if (limit < 1 || limit > MAX_LIMIT) {
			throw ProblemException
				.invalid("limit is " + Quoting.quoted(text) + "; it takes a number from 1 to " + MAX_LIMIT + ".");
		}
		return limit;
	}

	private static @Nullable String after(@Nullable String cursor, String prefix) {
		if (cursor == null) {
			return null;
		}
		try {
			String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			if (plain.startsWith(prefix)) {
				return plain.substring(prefix.length());
			}
		}
		catch (IllegalArgumentException ex) {
			// Not base64; the same to the client as any other cursor that is made up.
		}
		throw malformedCursor();
	}

}

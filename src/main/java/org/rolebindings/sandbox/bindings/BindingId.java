package org.rolebindings.sandbox.bindings;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Id;

/**
 * The id of a binding: base64 without padding of {@code RoleBinding:}, its number and
 * four characters that cannot be guessed from it. They are computed from the number, so
 * that none of this has to be kept.
 */
public final class BindingId {

	public static final String KIND = "RoleBinding";

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

	private BindingId() {
	}

	static String text(int number) {
		return BASE64.encodeToString(plain(number).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Reads a number from an id.
	 * @param id an id of the kind {@value #KIND}
	 * @return the number, or 0 if the sandbox never gave that id to a binding
	 */
	static int number(Id id) {
		String plain = new String(id.identity(), StandardCharsets.ISO_8859_1);
		int start = KIND.length() + 1;
		int end = plain.indexOf(':', start);
		try {
			int number = (end > 0) ? Integer.parseInt(plain, start, end, 10) : 0;
			return (number > 0 && plain.equals(plain(number))) ? number : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static String plain(int number) {
		StringBuilder plain = new StringBuilder(KIND).append(':').append(number).append(':');
		int mixed = mix(number);
		for (int i = 0; i < 4; i++) {
			plain.append(ALPHABET.charAt(Math.floorMod(mixed, ALPHABET.length())));
			mixed /= ALPHABET.length();
		}
		return plain.toString();
	}

	/** The finalizer of MurmurHash3: neighbours end up far from each other. */
	private static int mix(int number) {
		int mixed = number;
		mixed ^= mixed >>> 16;
		mixed *= 0x85ebca6b;
		mixed ^= mixed >>> 13;
		mixed *= 0xc2b2ae35;
		return mixed ^ (mixed >>> 16);
	}

}

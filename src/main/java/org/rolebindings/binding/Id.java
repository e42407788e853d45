package org.rolebindings.binding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An id of the API: base64 of {@code Kind:rest}, in the standard or the URL alphabet (RFC
 * 4648, sections 4 and 5), with or without padding. The API reference also has a short
 * form: three letters of the kind and digits, like {@code Spa001}.
 * <p>
 * Two ids are equal if they name the same thing, even if their spelling differs. Requests
 * and reports have {@linkplain #text() the spelling of the file}.
 */
public final class Id {

	private static final Map<String, String> SHORT_KINDS = Map.of("Spa", "Space", "Prj", "Project", "Pro", "Project",
			"Mod", "Model", "Usr", "User", "Rol", "Role");

	private static final int SHORT_PREFIX = 3;

	private static final long FNV_PRIME = 0x100000001b3L;

	private final String text;

	private final String kind;

	private final byte[] identity;

	private Id(String text, String kind, byte[] identity) {
		this.text = text;
		this.kind = kind;
		this.identity = identity;
	}

	/**
	 * Reads an id.
	 * @param text the id without surrounding blanks
	 * @return the id, or empty if the text has neither form
	 */
	public static Optional<Id> parse(String text) {
		String shortKind = shortKind(text);
		if (shortKind != null) {
			return Optional.of(new Id(text, shortKind, text.getBytes(StandardCharsets.US_ASCII)));
		}
		byte[] decoded = decode(text);
		if (decoded == null) {
			return Optional.empty();
		}
		int colon = kindLength(decoded);
		if (colon <= 0 || colon == decoded.length - 1) {
			return Optional.empty();
		}
		return Optional.of(new Id(text, new String(decoded, 0, colon, StandardCharsets.US_ASCII), decoded));
	}

	/**
	 * Takes a text that the server sends as an id, whatever form it has.
	 * @param text any text
	 * @return the id that {@link #parse} reads, else one that equals only the same text
	 */
	public static Id ofServer(String text) {
		return parse(text).orElseGet(() -> new Id(text, "", ("\0" + text).getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Returns whether a text is a spelling of this id.
	 * @param other any text
	 * @return {@code true} if the text names the same thing
	 */
	public boolean isSpelledAs(String other) {
		return this.text.equals(other) || parse(other).filter(this::equals).isPresent();
	}

	private static @Nullable String shortKind(String text) {
		if (text.length() <= SHORT_PREFIX) {
			return null;
		}
		for (int i = SHORT_PREFIX; i < text.length(); i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return null;
			}
		}
		return SHORT_KINDS.get(text.substring(0, SHORT_PREFIX));
	}

	private static byte @Nullable [] decode(String text) {
		boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
		try {
			return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Returns the number of letters before the first colon; -1 if the text before it is
	 * not a kind.
	 */
	private static int kindLength(byte[] decoded) {
		for (int i = 0; i < decoded.length; i++) {
			int c = decoded[i];
			if (c == ':') {
				return i;
			}
			if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
				return -1;
			}
		}
		return -1;
	}

	/**
	 * Returns the id as it was written.
	 * @return the text that was parsed
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Returns the kind of thing that the id names, for instance {@code Space},
	 * {@code Model} or {@code User}.
	 * @return the kind; case matters
	 */
	public String kind() {
		return this.kind;
	}

	/**
	 * Returns the bytes that make two ids equal: the decoded {@code Kind:rest}, or the
	 * text of a short form.
	 * @return a copy
	 */
	public byte[] identity() {
		return this.identity.clone();
	}

	/**
	 * Returns the bytes of {@link #identity()} without a copy. Callers must not change
	 * them.
	 */
	public byte[] bytes() {
		return this.identity;
	}

	/**
	 * Adds the identity to a hash by FNV-1a. The final steps of MurmurHash3 follow, so
	 * that each bit depends on each byte.
	 */
	long mixInto(long hash) {
		long mixed = hash;
		for (byte b : this.identity) {
			mixed = (mixed ^ b) * FNV_PRIME;
		}
		mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
		mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
		return mixed ^ (mixed >>> 33);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Id id && Arrays.equals(this.identity, id.identity);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.identity);
	}

	@Override
	public String toString() {
		return this.text;
	}

}

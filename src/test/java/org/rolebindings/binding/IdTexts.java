package org.rolebindings.binding;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Ids as a file may spell them. */
public final class IdTexts {

	private IdTexts() {
	}

	/** An id in the standard alphabet, with padding. */
	public static String id(String plain) {
		return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
	}

	/** All spellings of an id in base64. */
	static List<String> spellings(byte[] plain) {
		return List.of(Base64.getEncoder().encodeToString(plain),
				Base64.getEncoder().withoutPadding().encodeToString(plain),
				Base64.getUrlEncoder().encodeToString(plain),
				Base64.getUrlEncoder().withoutPadding().encodeToString(plain));
	}

	public static Arbitrary<String> kinds() {
		return Arbitraries.strings().withCharRange('A', 'Z').withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
	}

	/** What an id encodes: a kind, a colon and any bytes at all. */
	static Arbitrary<byte[]> plain(Arbitrary<String> kinds) {
		return Combinators.combine(kinds, Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(20))
			.as((kind, rest) -> {
				byte[] start = (kind + ":").getBytes(StandardCharsets.US_ASCII);
				byte[] plain = new byte[start.length + rest.length];
				System.arraycopy(start, 0, plain, 0, start.length);
				System.arraycopy(rest, 0, plain, start.length, rest.length);
				return plain;
			});
	}

	/** An id of one of these kinds, in any spelling. */
	public static Arbitrary<String> ofKinds(String... kinds) {
		return plain(Arbitraries.of(kinds)).flatMap((plain) -> Arbitraries.of(spellings(plain)));
	}

}

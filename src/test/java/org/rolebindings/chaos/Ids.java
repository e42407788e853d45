package org.rolebindings.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/** Ids as a file may spell them, and as the server does. */
final class Ids {

	private static final String STANDARD_OR_URL = "[A-Za-z0-9+/_-]+=*";

	private Ids() {
	}

	/** An id with bytes in it that the two alphabets write differently. */
	static String random(String kind, int number, SplittableRandom random) {
		byte[] start = (kind + ":" + number + ":").getBytes(StandardCharsets.US_ASCII);
		byte[] plain = new byte[start.length + 3 + random.nextInt(3)];
		random.nextBytes(plain);
		System.arraycopy(start, 0, plain, 0, start.length);
		plain[start.length] = (byte) 0xFB;
		plain[start.length + 1] = (byte) 0xFF;
		return Base64.getEncoder().withoutPadding().encodeToString(plain);
	}

	/** The same id in one of four spellings. */
	static String spelled(String id, SplittableRandom random) {
		if (isShort(id)) {
			return id;
		}
		byte[] plain = decode(id);
		return switch (random.nextInt(4)) {
			case 0 -> Base64.getEncoder().encodeToString(plain);
			case 1 -> Base64.getUrlEncoder().encodeToString(plain);
			case 2 -> Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
			default -> id;
		};
	}

	/** The one spelling that the server uses. */
	static String canonical(String id) {
		if (isShort(id) || !id.matches(STANDARD_OR_URL)) {
			return id;
		}
		return Base64.getEncoder().withoutPadding().encodeToString(decode(id));
	}

	private static boolean isShort(String id) {
		return id.matches("[A-Z][a-z][a-z][0-9]+");
	}

	private static byte[] decode(String id) {
		return Base64.getDecoder().decode(id.replace('-', '+').replace('_', '/').replace("=", ""));
	}

}

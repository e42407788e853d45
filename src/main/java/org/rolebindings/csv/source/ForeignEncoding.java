package org.rolebindings.csv.source;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Recognises the encodings that spreadsheets write instead of UTF-8 by the first bytes of
 * a file, so that the message can name the encoding instead of a wrong byte.
 */
public final class ForeignEncoding {

	/** How many bytes are looked at. */
	public static final int HEAD = 64;

	private ForeignEncoding() {
	}

	/**
	 * Names the encoding of a file.
	 * @param bytes the file's first bytes, from the buffer's position on
	 * @return the encoding's name, or {@code null} if it may be UTF-8
	 */
	public static @Nullable String of(ByteBuffer bytes) {
		int first = at(bytes, 0);
		int second = at(bytes, 1);
		boolean nulsFollow = at(bytes, 2) == 0 && at(bytes, 3) == 0;
		if (first == 0xFF && second == 0xFE) {
			return nulsFollow ? "UTF-32" : "UTF-16";
		}
		if (first == 0xFE && second == 0xFF) {
			return "UTF-16";
		}
		if (first == 0 && second == 0 && at(bytes, 2) == 0xFE && at(bytes, 3) == 0xFF) {
			return "UTF-32";
		}
		return hasNulAtEveryOtherByte(bytes) ? "UTF-16" : null;
	}

	/** As ASCII is in UTF-16. A few other characters among it change nothing. */
	private static boolean hasNulAtEveryOtherByte(ByteBuffer bytes) {
		int pairs = Math.min(bytes.remaining(), HEAD) / 2;
		int even = 0;
		int odd = 0;
		for (int i = 0; i < pairs; i++) {
			even += (at(bytes, 2 * i) == 0) ? 1 : 0;
			odd += (at(bytes, 2 * i + 1) == 0) ? 1 : 0;
		}
		return Math.min(even, odd) == 0 && Math.max(even, odd) > pairs / 2;
	}

	private static int at(ByteBuffer bytes, int index) {
		return (index < bytes.remaining()) ? Byte.toUnsignedInt(bytes.get(bytes.position() + index)) : -1;
	}

}

package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.csv.source.ForeignEncoding;
import org.rolebindings.csv.source.ForeignFormat;

/**
 * The characters of a UTF-8 stream, and the digest of its bytes. Unlike an
 * {@link java.io.InputStreamReader}, it returns all characters before invalid bytes and
 * throws after that, so that the line of the error is known.
 */
final class Utf8Input implements Closeable {

	private static final int BLOCK = 1 << 16;

	private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

	private static final ByteBuffer BYTE_ORDER_MARK = ByteBuffer
		.wrap(new byte[] { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF })
		.asReadOnlyBuffer();

	private final InputStream in;

	private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).flip();

	private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
		.onMalformedInput(CodingErrorAction.REPORT)
		.onUnmappableCharacter(CodingErrorAction.REPORT);

	private final MessageDigest digest = sha256();

	private boolean ended;

	private boolean byteOrderMark;

	Utf8Input(InputStream in) {
		this.in = in;
	}

	/**
	 * Checks the first bytes and skips a byte-order mark. Call it before reading.
	 * @return what the stream is instead of UTF-8 text and what to do, or {@code null}
	 * @throws IOException if the bytes cannot be read
	 */
	@Nullable String start() throws IOException {
		while (!this.ended && this.bytes.remaining() < ForeignFormat.HEAD) {
			fill();
		}
		this.byteOrderMark = startsWithByteOrderMark();
		if (this.byteOrderMark) {
			this.bytes.position(BYTE_ORDER_MARK.remaining());
		}
		String format = ForeignFormat.ofBytes(this.bytes);
		String encoding = ForeignEncoding.of(this.bytes);
		return (format == null && encoding != null) ? "it is " + encoding + ", not UTF-8; save it as CSV in UTF-8."
				: format;
	}

	/** Whether a byte-order mark was skipped. */
	boolean hasByteOrderMark() {
		return this.byteOrderMark;
	}

	/**
	 * Whether the invalid bytes look like Windows-1252: a letter or a sign, before a
	 * letter or another ASCII character.
	 */
	boolean isLikelyWindows1252() {
		if (this.bytes.remaining() < 2) {
			return false;
		}
		int position = this.bytes.position();
		String two = new String(this.bytes.array(), position, 2, WINDOWS_1252);
		char second = two.charAt(1);
		boolean fits = Character.isLetter(second) || (second < '\u0080' && second != '\0');
		return fits && two.charAt(0) != '\uFFFD' && !Blanks.isBlank(two.charAt(0));
	}

	private boolean startsWithByteOrderMark() {
		int length = BYTE_ORDER_MARK.remaining();
		return this.bytes.remaining() >= length && this.bytes.slice(0, length).equals(BYTE_ORDER_MARK);
	}

	/**
	 * Reads some characters.
	 * @param target where to put them; has room for a surrogate pair
	 * @return {@code false} at the end
	 * @throws CharacterCodingException if the next bytes are not UTF-8
	 * @throws IOException if the bytes cannot be read
	 */
	boolean read(CharBuffer target) throws IOException {
		int before = target.position();
		while (true) {
			CoderResult result = this.decoder.decode(this.bytes, target, this.ended);
			if (target.position() > before) {
				return true;
			}
			if (result.isError()) {
				result.throwException();
			}
			if (this.ended) {
				return false;
			}
			fill();
		}
	}

	private void fill() throws IOException {
		this.bytes.compact();
		int count = this.in.read(this.bytes.array(), this.bytes.position(), this.bytes.remaining());
		if (count < 0) {
			this.ended = true;
		}
		else {
			this.digest.update(this.bytes.array(), this.bytes.position(), count);
			this.bytes.position(this.bytes.position() + count);
		}
		this.bytes.flip();
	}

	/** The hexadecimal digest of all bytes. Call it once, at the end. */
	String digest() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}

package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The characters of a UTF-8 stream, and the digest of its bytes. Unlike an
 * {@link java.io.InputStreamReader}, it gives all characters before the bytes that are
 * wrong before it throws, so that the line of the error is known.
 */
final class Utf8Input implements Closeable {

	private static final int BLOCK = 1 << 16;

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

	Utf8Input(InputStream in) {
		this.in = in;
	}

	/**
	 * Looks at the first bytes and skips a byte-order mark. To be called before anything
	 * is read.
	 * @return the name of the encoding that it is instead of UTF-8, or {@code null}
	 * @throws IOException if the bytes cannot be read
	 */
	@Nullable String start() throws IOException {
		while (!this.ended && this.bytes.remaining() < ForeignEncoding.HEAD) {
			fill();
		}
		if (startsWithByteOrderMark()) {
			this.bytes.position(BYTE_ORDER_MARK.remaining());
		}
		return ForeignEncoding.of(this.bytes);
	}

	private boolean startsWithByteOrderMark() {
		int length = BYTE_ORDER_MARK.remaining();
		return this.bytes.remaining() >= length && this.bytes.slice(0, length).equals(BYTE_ORDER_MARK);
	}

	/**
	 * Reads some characters.
	 * @param target where to put them; has room for a surrogate pair
	 * @return whether there were any; {@code false} means the end
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

	/** The hexadecimal digest of all bytes, to be asked for once, at the end. */
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

package org.rolebindings.sandbox.wire;

import java.nio.ByteBuffer;

import org.apache.hc.core5.util.ByteArrayBuffer;

/**
 * The content of a request, as it arrives. What exceeds 1 MiB is read and dropped, so
 * that the client gets an answer instead of a broken connection.
 */
public final class Body {

	private static final int MAX_BYTES = 1024 * 1024;

	private static final int USUAL_BYTES = 512;

	private final ByteArrayBuffer content = new ByteArrayBuffer(USUAL_BYTES);

	private boolean tooLarge;

	public void append(ByteBuffer bytes) {
		if (bytes.remaining() > MAX_BYTES - this.content.length()) {
			this.tooLarge = true;
			bytes.position(bytes.limit());
		}
		else {
			this.content.append(bytes);
		}
	}

	/**
	 * The content.
	 * @return all of it
	 * @throws ProblemException if there was more than 1 MiB
	 */
	byte[] bytes() {
		if (this.tooLarge) {
			throw new ProblemException(ProblemType.CONTENT_TOO_LARGE, "The body is larger than 1 MiB.");
		}
		return this.content.toByteArray();
	}

}

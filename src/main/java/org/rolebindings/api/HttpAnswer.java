package org.rolebindings.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * An answer with all of its body.
 *
 * @param status the HTTP status
 * @param body the body, at most 4 MiB
 * @param retryAfter how long the server asks the client to wait, or {@code null}
 * @param requestId the server's id of the request, or {@code null}
 * @param location the target of a redirect, or {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpAnswer(int status, byte[] body, @Nullable Duration retryAfter, @Nullable String requestId,
		@Nullable String location) {

	private static final int MAX_BODY_BYTES = 4 << 20;

	/**
	 * Reads an answer to its end.
	 * @param response the answer; only its head has been read
	 * @param answeredAt the answer's {@code Date}, or the time on this machine's clock
	 * @param hangUp closes the connection; closing the body alone would read it to its
	 * end
	 * @throws IOException if the connection fails, or if the body is larger than 4 MiB
	 */
	public static HttpAnswer receive(ClassicHttpResponse response, Instant answeredAt, Runnable hangUp)
			throws IOException {
		return new HttpAnswer(response.getCode(), body(response.getEntity(), hangUp),
				RetryAfter.parse(header(response, HttpHeaders.RETRY_AFTER), answeredAt),
				header(response, "X-Request-Id"), header(response, HttpHeaders.LOCATION));
	}

	private static byte[] body(@Nullable HttpEntity entity, Runnable hangUp) throws IOException {
		if (entity == null) {
			return new byte[0];
		}
		try (InputStream in = entity.getContent()) {
			byte[] body = in.readNBytes((int) expectedLength(entity));
			if (body.length > MAX_BODY_BYTES) {
				hangUp.run();
				throw new IOException("the answer is over 4 MiB");
			}
			return body;
		}
	}

	/**
	 * Returns the known length of the body, so that the buffer is no larger than that.
	 */
	private static long expectedLength(HttpEntity entity) {
		long length = entity.getContentLength();
		return (length >= 0 && length <= MAX_BODY_BYTES) ? length : MAX_BODY_BYTES + 1;
	}

	private static @Nullable String header(HttpMessage message, String name) {
		Header header = message.getFirstHeader(name);
		return (header != null) ? header.getValue() : null;
	}

}

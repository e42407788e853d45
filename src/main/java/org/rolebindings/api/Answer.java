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
 * @param status the status
 * @param body the body, at most 4 MiB
 * @param retryAfter how long the server asks to wait, or {@code null}
 * @param requestId the server's name for the request
 * @param location where a redirect leads to, or {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, byte[] body, @Nullable Duration retryAfter, @Nullable String requestId,
		@Nullable String location) {

	private static final int MAX_BODY = 4 << 20;

	/**
	 * Reads an answer to its end.
	 * @param response the answer; only its head has been read
	 * @param answeredAt the answer's {@code Date}, or the own clock's time
	 * @param hangUp closes the connection; a body that is only closed is read to its end
	 */
	public static Answer receive(ClassicHttpResponse response, Instant answeredAt, Runnable hangUp) throws IOException {
		return new Answer(response.getCode(), body(response.getEntity(), hangUp),
				RetryAfter.parse(header(response, HttpHeaders.RETRY_AFTER), answeredAt),
				header(response, "X-Request-Id"), header(response, HttpHeaders.LOCATION));
	}

	private static byte[] body(@Nullable HttpEntity entity, Runnable hangUp) throws IOException {
		if (entity == null) {
			return new byte[0];
		}
		try (InputStream in = entity.getContent()) {
			byte[] body = in.readNBytes((int) expectedLength(entity));
			if (body.length > MAX_BODY) {
				hangUp.run();
				throw new IOException("the answer is over 4 MiB");
			}
			return body;
		}
	}

	/** If the length is known, no more room is made for the body than it needs. */
	private static long expectedLength(HttpEntity entity) {
		long told = entity.getContentLength();
		return (told >= 0 && told <= MAX_BODY) ? told : MAX_BODY + 1;
	}

	private static @Nullable String header(HttpMessage message, String name) {
		Header header = message.getFirstHeader(name);
		return (header != null) ? header.getValue() : null;
	}

}

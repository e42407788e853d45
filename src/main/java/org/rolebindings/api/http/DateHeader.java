package org.rolebindings.api.http;

import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Date} of answers and sets the server's clock by it. The header has
 * whole seconds, so most answers repeat the last one. A repeated text is not parsed
 * again.
 */
final class DateHeader {

	private final ServerClock serverClock;

	private volatile ParsedDate last = new ParsedDate("", null);

	private record ParsedDate(String text, @Nullable Instant instant) {
	}

	DateHeader(ServerClock serverClock) {
		this.serverClock = serverClock;
	}

	/**
	 * Reads the {@code Date} of an answer.
	 * @return the time, or {@code null} if the answer has none
	 */
	@Nullable Instant read(HttpResponse response) {
		Header header = response.getFirstHeader(HttpHeaders.DATE);
		String text = (header != null) ? header.getValue() : null;
		if (text == null) {
			return null;
		}
		ParsedDate parsed = this.last;
		if (!parsed.text().equals(text)) {
			parsed = new ParsedDate(text, DateUtils.parseStandardDate(text));
			this.last = parsed;
		}
		if (parsed.instant() != null) {
			this.serverClock.set(parsed.instant());
		}
		return parsed.instant();
	}

}

package org.rolebindings.api.http;

import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Date} of answers, which tells the server's time. It counts whole seconds, so
 * most answers repeat the one before, and it is parsed once a second instead of always.
 */
final class DateHeader {

	private final ServerClock serverClock;

	private volatile Heard last = new Heard("", null);

	private record Heard(String text, @Nullable Instant instant) {
	}

	DateHeader(ServerClock serverClock) {
		this.serverClock = serverClock;
	}

	/** The answer's {@code Date}, or {@code null} if it has none. */
	@Nullable Instant read(HttpResponse response) {
		Header header = response.getFirstHeader(HttpHeaders.DATE);
		String text = (header != null) ? header.getValue() : null;
		if (text == null) {
			return null;
		}
		Heard heard = this.last;
		if (!heard.text().equals(text)) {
			heard = new Heard(text, DateUtils.parseStandardDate(text));
			this.last = heard;
		}
		if (heard.instant() != null) {
			this.serverClock.heard(heard.instant());
		}
		return heard.instant();
	}

}

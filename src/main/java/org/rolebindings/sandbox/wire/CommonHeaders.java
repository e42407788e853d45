package org.rolebindings.sandbox.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Adds the {@code Date} to every answer, and the request id to those that come from no
 * {@code Exchange}, because the request was not HTTP. HttpCore's own date may be two
 * seconds old and in the machine's language, but a client reads the server's clock from
 * it.
 */
final class CommonHeaders implements HttpResponseInterceptor {

	/** The IMF-fixdate of RFC 9110, section 5.6.7. */
	private static final DateTimeFormatter DATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
		.withZone(ZoneOffset.UTC);

	private final RequestIds ids;

	private volatile Second second = Second.of(0);

	CommonHeaders(RequestIds ids) {
		this.ids = ids;
	}

	@Override
	public void process(HttpResponse response, EntityDetails entity, HttpContext context) {
		response.setHeader(HttpHeaders.DATE, date());
		if (!response.containsHeader(RequestIds.HEADER)) {
			response.setHeader(RequestIds.HEADER, this.ids.next());
		}
	}

	private String date() {
		long now = Instant.now().getEpochSecond();
		Second last = this.second;
		if (last.epochSecond() != now) {
			last = Second.of(now);
			this.second = last;
		}
		return last.text();
	}

	private record Second(long epochSecond, String text) {

		static Second of(long epochSecond) {
			return new Second(epochSecond, DATE.format(Instant.ofEpochSecond(epochSecond)));
		}

	}

}

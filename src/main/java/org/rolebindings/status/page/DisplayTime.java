package org.rolebindings.status.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A date and time for the page.
 *
 * @param iso in the format of ISO 8601
 * @param text in words for a person
 */
public record DisplayTime(String iso, String text) {

	private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	static DisplayTime of(Instant instant) {
		return new DisplayTime(instant.truncatedTo(ChronoUnit.SECONDS).toString(), TEXT.format(instant));
	}

}

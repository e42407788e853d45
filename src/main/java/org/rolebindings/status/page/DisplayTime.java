package org.rolebindings.status.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A time of the day.
 *
 * @param machine as ISO 8601 has it
 * @param person as a person reads it
 */
public record DisplayTime(String machine, String person) {

	private static final DateTimeFormatter PERSON = DateTimeFormatter
		.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	static DisplayTime of(Instant instant) {
		return new DisplayTime(instant.truncatedTo(ChronoUnit.SECONDS).toString(), PERSON.format(instant));
	}

}

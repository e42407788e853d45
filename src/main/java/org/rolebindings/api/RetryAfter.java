package org.rolebindings.api;

import java.time.Duration;
import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After} in both forms of RFC 9110, section 10.2.3. A date is compared
 * with the answer's own {@code Date}, so that a wrong clock on either side does no harm.
 */
final class RetryAfter {

	/** Replaces longer times, which would not fit into a number of nanoseconds. */
	private static final Duration LONGEST = Duration.ofDays(3650);

	private RetryAfter() {
	}

	/**
	 * Reads the header.
	 * @param value the header's value, or {@code null} if there is none
	 * @param answeredAt the answer's {@code Date}, or the time on this machine's clock
	 * @return how long to wait; {@code null} for zero, for a time in the past and for an
	 * unreadable value
	 */
	public static @Nullable Duration parse(@Nullable String value, Instant answeredAt) {
		if (value == null || value.isBlank()) {
			return null;
		}
		String text = value.strip();
		Duration wait = text.chars().allMatch((c) -> c >= '0' && c <= '9') ? seconds(text) : until(text, answeredAt);
		if (wait == null || wait.isZero() || wait.isNegative()) {
			return null;
		}
		return (wait.compareTo(LONGEST) < 0) ? wait : LONGEST;
	}

	private static Duration seconds(String digits) {
		try {
			return Duration.ofSeconds(Long.parseLong(digits));
		}
		catch (NumberFormatException ex) {
			return LONGEST;
		}
	}

	private static @Nullable Duration until(String date, Instant answeredAt) {
		Instant instant = DateUtils.parseStandardDate(date);
		return (instant != null) ? Duration.between(answeredAt, instant) : null;
	}

}

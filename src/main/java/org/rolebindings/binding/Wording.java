package org.rolebindings.binding;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers and times for people, in the same form everywhere. */
public final class Wording {

	private static final double TEN = 10;

	private Wording() {
	}

	/**
	 * Formats a number.
	 * @param number any number
	 * @return its digits in groups of three: 1,234
	 */
	public static String of(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	/**
	 * Formats a number with a noun.
	 * @param number any number
	 * @param noun what it counts, in the singular
	 * @return 1 row, 1,234 rows
	 */
	public static String of(long number, String noun) {
		return of(number) + " " + noun + ((number == 1) ? "" : "s");
	}

	/**
	 * Formats a rate.
	 * @param number 0 or more
	 * @return a whole number from 10 on, one decimal below
	 */
	public static String ofRate(double number) {
		if (number >= TEN) {
			return of(Math.round(number));
		}
		String text = String.format(Locale.ROOT, "%.1f", number);
		return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
	}

	/**
	 * Formats a time in its two largest units.
	 * @param time 0 or more
	 * @return 3 d 4 h, 5 min 6 s
	 */
	public static String of(Duration time) {
		if (time.toDays() > 0) {
			return time.toDays() + " d " + time.toHoursPart() + " h";
		}
		if (time.toHours() > 0) {
			return time.toHours() + " h " + time.toMinutesPart() + " min";
		}
		return (time.toMinutes() > 0) ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
				: time.toSeconds() + " s";
	}

	/**
	 * Formats a time as the value of an option.
	 * @param time 0 or more, in whole milliseconds
	 * @return 8d, 1m30s, 250ms
	 */
	public static String ofSetting(Duration time) {
		String text = part(time.toDays(), "d") + part(time.toHoursPart(), "h") + part(time.toMinutesPart(), "m")
				+ part(time.toSecondsPart(), "s") + part(time.toMillisPart(), "ms");
		return text.isEmpty() ? "0s" : text;
	}

	private static String part(long number, String unit) {
		return (number != 0) ? number + unit : "";
	}

	/**
	 * Formats how long something took.
	 * @param time 0 or more
	 * @return the time in its two largest units; below 10 s in seconds with one decimal
	 */
	public static String ofTaken(Duration time) {
		return (time.toSeconds() < TEN) ? ofRate(time.toMillis() / 1e3) + " s" : of(time);
	}

}

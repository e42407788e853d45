package org.rolebindings.status;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as a person reads them. */
final class Wording {

	private Wording() {
	}

	static String of(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	/** The two largest units: 3 d 4 h, 5 min 6 s. */
	static String of(Duration time) {
		if (time.toDays() > 0) {
			return time.toDays() + " d " + time.toHoursPart() + " h";
		}
		if (time.toHours() > 0) {
			return time.toHours() + " h " + time.toMinutesPart() + " min";
		}
		return (time.toMinutes() > 0) ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
				: time.toSeconds() + " s";
	}

}

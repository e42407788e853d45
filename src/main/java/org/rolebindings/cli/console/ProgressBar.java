package org.rolebindings.cli.console;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

import org.rolebindings.binding.Wording;

/**
 * The progress of a phase as one line for a terminal.
 *
 * @param phase its name
 * @param rows how many rows it has, -1 if that is not known
 * @param done how many of them are done
 * @param elapsed the time since it began, zero if no rate is to be shown
 * @param workers how many other processes do it, -1 if this one does
 * @param notice what needs attention, or empty
 */
record ProgressBar(String phase, long rows, long done, Duration elapsed, long workers, String notice) {

	private static final int MIN_BAR = 10;

	private static final int MAX_BAR = 40;

	/**
	 * One line that fits a terminal. The narrower that is, the more is left out: first
	 * the bar, last the notice, which is cut. The last column stays free, since some
	 * terminals go to the next line there.
	 * @param columns the width of the terminal
	 */
	String line(int columns) {
		int room = Math.max(0, columns - 1);
		String head = (this.rows > 0) ? this.phase + " " + percent() + "%" : this.phase;
		StringBuilder text = new StringBuilder(this.notice.isEmpty() ? "" : " " + this.notice);
		Stream.of(count(), timeLeft(), rate(), (this.workers >= 0) ? workers(this.workers) : "")
			.filter((part) -> !part.isEmpty() && fits(head, text, part, room))
			.forEach((part) -> text.append(text.isEmpty() ? " " : ", ").append(part));
		int left = room - head.length() - text.length() - " []".length();
		String bar = (this.rows > 0 && left >= MIN_BAR) ? bar(Math.min(MAX_BAR, left)) : "";
		String line = head + bar + text;
		return line.substring(0, Math.min(room, line.length()));
	}

	private static boolean fits(String head, StringBuilder text, String part, int room) {
		return head.length() + text.length() + ", ".length() + part.length() <= room;
	}

	private String bar(int length) {
		int full = (int) (length * share());
		return " [" + "=".repeat(full) + " ".repeat(length - full) + "]";
	}

	private long percent() {
		return (long) (100 * share());
	}

	private double share() {
		return Math.min(1, (double) this.done / this.rows);
	}

	private String count() {
		if (this.rows > 0) {
			return String.format(Locale.ROOT, "%,d of %,d rows", this.done, this.rows);
		}
		return (this.done > 0) ? String.format(Locale.ROOT, "%,d rows", this.done) : "";
	}

	private String timeLeft() {
		if (perSecond() <= 0 || this.rows <= this.done) {
			return "";
		}
		Duration left = Duration.ofSeconds(Math.round((this.rows - this.done) / perSecond()));
		return String.format(Locale.ROOT, "%d:%02d:%02d left", left.toHours(), left.toMinutesPart(),
				left.toSecondsPart());
	}

	private String rate() {
		return (perSecond() > 0) ? String.format(Locale.ROOT, "%,.0f rows/s", perSecond()) : "";
	}

	/** How many other processes do it, in words. */
	static String workers(long atWork) {
		return (atWork == 0) ? "no workers" : Wording.of(atWork, "worker");
	}

	private double perSecond() {
		return this.elapsed.isZero() ? 0 : this.done * 1e9 / this.elapsed.toNanos();
	}

}

package org.rolebindings.status.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.inbox.Backlog;
import org.rolebindings.status.model.HealthComponent;
import org.rolebindings.status.model.WatchStatus;

/**
 * What the page shows, in words.
 *
 * @param headline the status in one short sentence
 * @param mood the kind of the headline, for a style sheet
 * @param program the program's name and version
 * @param target where the files are imported to
 * @param inbox the folder that is watched, or {@code null} before it is
 * @param troubles the components that do not work
 * @param running the file that is being imported, or {@code null} if there is none
 * @param waiting how many files wait
 * @param age for how long the first of them has been waiting
 * @param first the names of the first of them
 * @param files the last files, the latest first
 */
public record StatusPage(String headline, Mood mood, @Nullable String program, @Nullable String target,
		@Nullable String inbox, List<Trouble> troubles, @Nullable RunningFile running, int waiting, String age,
		List<String> first, List<FileLine> files) {

	private static final int MOST_CHARACTERS = 300;

	/** The kind of a headline. */
	public enum Mood {

		/** Nothing is known to be wrong. */
		WELL,

		/** Rows failed, or a file was put aside; a person should look at them. */
		FAILURES,

		/** Files cannot be imported. */
		WRONG;

		/** The name in a style sheet. */
		public String style() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * A component that does not work.
	 *
	 * @param part its name
	 * @param problem what is wrong, and what to do
	 */
	public record Trouble(String part, String problem) {
	}

	public static StatusPage of(WatchStatus status) {
		RunningFile running = RunningFile.of(status.current(), status.imports().snapshot());
		Backlog.Snapshot backlog = status.backlog();
		List<Trouble> troubles = troubles(status);
		Path inbox = status.inbox();
		List<FileLine> files = status.history().latest().stream().map(FileLine::of).toList();
		long failed = files.stream().filter(FileLine::failures).count();
		return new StatusPage(headline(running, troubles, failed), mood(running, troubles, failed), status.program(),
				status.target(), (inbox != null) ? shown(inbox.toString()) : null, troubles, running, backlog.files(),
				Wording.of(backlog.oldest()), backlog.first().stream().map(StatusPage::shown).toList(), files);
	}

	private static Mood mood(@Nullable RunningFile running, List<Trouble> troubles, long failed) {
		if (!troubles.isEmpty()) {
			return Mood.WRONG;
		}
		return (failed > 0 || (running != null && running.failed())) ? Mood.FAILURES : Mood.WELL;
	}

	private static List<Trouble> troubles(WatchStatus status) {
		List<Trouble> troubles = new ArrayList<>();
		for (HealthComponent component : HealthComponent.values()) {
			String problem = status.condition(component).problem();
			if (problem != null) {
				troubles.add(new Trouble(component.title(), problem));
			}
		}
		return troubles;
	}

	private static String headline(@Nullable RunningFile running, List<Trouble> troubles, long failed) {
		if (!troubles.isEmpty()) {
			return "Something is wrong: see below.";
		}
		String now = (running != null) ? "Importing " + running.file() + "." : "Nothing is being imported.";
		if (failed > 0) {
			return now + " " + Wording.of(failed) + " of the last files had failures: see below.";
		}
		return (running != null) ? now : "All is well; nothing is being imported.";
	}

	/** A text from outside, on one line, without characters that change its direction. */
	static String shown(String text) {
		return Quoting.legible(text, MOST_CHARACTERS);
	}

}

package org.rolebindings.status;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.inbox.Backlog;

/**
 * What the page shows, in words.
 *
 * @param headline all in one short sentence
 * @param healthy whether nothing is known to be wrong
 * @param inbox the folder that is watched, or {@code null} before it is
 * @param troubles what is wrong
 * @param running the file that is being imported, or {@code null} where there is none
 * @param waiting how many files wait
 * @param age for how long the first of them has been waiting
 * @param first the names of the first of them
 * @param files the last files, the latest first
 */
public record StatusPage(String headline, boolean healthy, @Nullable String inbox, List<Trouble> troubles,
		@Nullable RunningFile running, int waiting, String age, List<String> first, List<FileLine> files) {

	private static final int MOST_CHARACTERS = 300;

	/**
	 * What is wrong.
	 *
	 * @param part with what
	 * @param problem what it is, and what to do
	 */
	public record Trouble(String part, String problem) {
	}

	static StatusPage of(WatchStatus status) {
		RunningFile running = RunningFile.of(status.current(), status.live().view());
		Backlog.Look backlog = status.backlog();
		List<Trouble> troubles = troubles(status);
		Path inbox = status.inbox();
		return new StatusPage(headline(running, troubles), troubles.isEmpty(),
				(inbox != null) ? shown(inbox.toString()) : null, troubles, running, backlog.files(),
				Wording.of(backlog.oldest()), backlog.first().stream().map(StatusPage::shown).toList(),
				status.history().latest().stream().map(FileLine::of).toList());
	}

	private static List<Trouble> troubles(WatchStatus status) {
		List<Trouble> troubles = new ArrayList<>();
		for (Part part : Part.values()) {
			String problem = status.condition(part).problem();
			if (problem != null) {
				troubles.add(new Trouble(part.title(), problem));
			}
		}
		return troubles;
	}

	private static String headline(@Nullable RunningFile running, List<Trouble> troubles) {
		if (!troubles.isEmpty()) {
			return "Something is wrong: see below.";
		}
		return (running != null) ? "Importing " + running.file() + "." : "All is well; nothing is being imported.";
	}

	/** A text of somebody else's, on one line, without what turns its direction. */
	static String shown(String text) {
		return Quoting.legible(text, MOST_CHARACTERS);
	}

}

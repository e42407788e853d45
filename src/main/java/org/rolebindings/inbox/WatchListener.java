package org.rolebindings.inbox;

import java.nio.file.Path;

/** Is told what a watcher does. All calls come from the watcher's thread. */
public interface WatchListener {

	/**
	 * The inbox is locked, and watched from now on.
	 * @param inbox the folder
	 */
	void watching(Path inbox);

	/**
	 * An import begins, or goes on.
	 * @param file the file
	 */
	void begins(ClaimedFile file);

	/**
	 * An attempt has ended.
	 * @param file the file
	 * @param outcome what came of it
	 */
	void ended(ClaimedFile file, FileOutcome outcome);

	/**
	 * A file has been filed away.
	 * @param file the file as it was claimed
	 * @param outcome what came of it
	 * @param place where it is now
	 */
	void filed(ClaimedFile file, FileOutcome outcome, Path place);

	/**
	 * A file in the inbox cannot be read. It is claimed once it can.
	 * @param file the file
	 */
	void unreadable(Path file);

	/**
	 * There is something to say about one file. The others go on.
	 * @param sentence what it is and what to do, for a person
	 */
	void remark(String sentence);

	/**
	 * Something is wrong with the inbox, and is tried again.
	 * @param sentence what it is and what to do, for a person
	 */
	void trouble(String sentence);

	/** What was wrong with the inbox is over. */
	void recovered();

}

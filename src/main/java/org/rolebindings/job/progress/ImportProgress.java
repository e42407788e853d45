package org.rolebindings.job.progress;

import java.net.URI;

import org.rolebindings.binding.ErrorCode;

/** Is told how an import gets on. All calls come from the thread that runs it. */
public interface ImportProgress {

	/** What an import is at. */
	enum Phase {

		/** The file is read, and every row is validated. */
		READING,

		/**
		 * What is in the account is listed; a row is done when it is found in place.
		 */
		COMPARING,

		/** The rows go to the API. */
		POSTING,

		/** The reports are written. */
		REPORTING

	}

	/**
	 * The file has been read once; nothing has been sent but the first GET.
	 * @param file the file's name
	 * @param target where its rows go
	 * @param rows how many they are
	 */
	default void importing(String file, URI target, long rows) {
	}

	/**
	 * The run is known by now: a new one, or one that goes on.
	 * @param run its number
	 */
	default void running(long run) {
	}

	/**
	 * Something that a person should know.
	 * @param sentence one line
	 */
	void note(String sentence);

	/**
	 * Another phase begins.
	 * @param phase the phase
	 * @param rows the rows that it is about, or -1 if that is not known yet
	 */
	void begin(Phase phase, long rows);

	/** One more row is done. */
	void advance();

	/**
	 * A row is INVALID or FAILED.
	 * @param line the line on which it begins
	 * @param code why, for a script
	 * @param message why, for a person
	 */
	void failed(long line, ErrorCode code, String message);

	/**
	 * A note has explained all failures of a code, so that they need not be printed one
	 * by one.
	 * @param code the code
	 */
	default void explained(ErrorCode code) {
	}

}

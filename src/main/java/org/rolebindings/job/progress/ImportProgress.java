package org.rolebindings.job.progress;

import java.net.URI;
import java.util.List;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.ledger.remote.WorkerState;

/** Receives the progress of an import. All calls come from the thread of the import. */
public interface ImportProgress {

	/** The phases of an import. */
	enum Phase {

		/** The file is read, and every row is validated. */
		READING,

		/** The names in the file are looked up. */
		NAMING,

		/**
		 * The bindings in the account are listed. A row is done if it is found in place.
		 */
		COMPARING,

		/** The account is listed for an export. */
		LISTING,

		/** The rows go to the API. */
		POSTING,

		/** The rows' bindings are taken back. */
		REMOVING,

		/** The reports are written. */
		REPORTING

	}

	/**
	 * The file has been read once. Only the GET of the check has been sent.
	 * @param file the file's name
	 * @param target the address of the API
	 * @param rows the number of its rows
	 */
	default void importing(String file, URI target, long rows) {
	}

	/**
	 * The run is known: a new one, or one that is resumed.
	 * @param run its number
	 */
	default void running(long run) {
	}

	/**
	 * A note for a person.
	 * @param sentence one line
	 */
	void note(String sentence);

	/**
	 * Another phase begins.
	 * @param phase the phase
	 * @param rows the number of its rows, or -1 if it is not known yet
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
	 * The workers of the run, several times a second while they post its rows.
	 * @param workers all processes that ever took part
	 */
	default void workers(List<WorkerState> workers) {
	}

	/**
	 * A note has explained all failures with a code, so that they need not be printed one
	 * by one.
	 * @param code the code
	 */
	default void explained(ErrorCode code) {
	}

}

package org.rolebindings.inbox;

import org.jspecify.annotations.Nullable;

/**
 * What came of the attempt to import a claimed file.
 *
 * @param fate what becomes of the file
 * @param run the run's number, or {@code null} if there is none
 * @param sentence what happened, for a person
 * @param cause why no file can be imported at present, or {@code null} if others can
 */
public record FileOutcome(Fate fate, @Nullable Long run, String sentence, @Nullable Cause cause) {

	/**
	 * An outcome that has no cause outside the file.
	 * @param fate what becomes of the file
	 * @param run the run's number, or {@code null} if there is none
	 * @param sentence what happened, for a person
	 */
	public FileOutcome(Fate fate, @Nullable Long run, String sentence) {
		this(fate, run, sentence, null);
	}

	/** What becomes of a file. */
	public enum Fate {

		/** It has been imported; some of its rows may have failed. */
		DONE,

		/** It cannot be imported. */
		FAILED,

		/** It changed, or cannot be read at present. Others may be importable. */
		AGAIN,

		/** No file can be imported at present. */
		WAIT

	}

	/** Why no file can be imported. */
	public enum Cause {

		/** There is no key, or the API does not accept it. */
		KEY,

		/** The API does not answer, asks to wait for too long, or is not there. */
		API,

		/** The database is damaged, or cannot be written. */
		DATABASE,

		/** The reports cannot be written. */
		REPORTS

	}

}

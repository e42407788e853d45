package org.rolebindings.inbox;

import org.jspecify.annotations.Nullable;

/**
 * What came of the attempt to import a claimed file.
 *
 * @param fate what becomes of the file
 * @param run the run's number, or {@code null} where there is none
 * @param sentence what happened, for a person
 */
public record Ending(Fate fate, @Nullable Long run, String sentence) {

	/** What becomes of a file. */
	public enum Fate {

		/** It has been imported; some of its rows may have failed. */
		DONE,

		/** It cannot be imported. */
		FAILED,

		/** It changed, or cannot be read at present; others may fare better. */
		AGAIN,

		/** No file can be imported at present. */
		WAIT

	}

}

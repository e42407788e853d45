package org.rolebindings.inbox;

import java.io.IOException;

/** Imports claimed files, each exactly once. */
@FunctionalInterface
public interface FileImporter {

	/**
	 * Imports a file, goes on with its import, or finds that there is nothing left to do.
	 * @param file the file, which its claim identifies
	 * @param filing is called once the file is done or has failed, before the import's
	 * application is closed
	 * @return the outcome
	 * @throws IOException if the file cannot be filed away
	 */
	FileOutcome importFile(ClaimedFile file, Filing filing) throws IOException;

	/** Files a claimed file away once its import has ended. */
	@FunctionalInterface
	interface Filing {

		/**
		 * Files the file away, unless it has changed since its import began.
		 * @param outcome what came of it
		 * @return whether it was filed away; if not, it will be imported once more
		 * @throws IOException if it cannot be moved; then it is where it was
		 */
		boolean file(FileOutcome outcome) throws IOException;

	}

}

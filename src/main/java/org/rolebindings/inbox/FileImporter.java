package org.rolebindings.inbox;

import java.io.IOException;

/** Imports claimed files, each exactly once. */
@FunctionalInterface
public interface FileImporter {

	/**
	 * Imports a file, goes on with its import, or finds that there is nothing left to do.
	 * @param file the file; the claim is what it is known by
	 * @param filing is called once the file is done or has failed, while what is known of
	 * it is at hand
	 * @return what came of it
	 * @throws IOException if the file cannot be filed away
	 */
	FileOutcome importFile(ClaimedFile file, Filing filing) throws IOException;

}

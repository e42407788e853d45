package org.rolebindings.inbox;

/** Imports claimed files, each exactly once. */
@FunctionalInterface
public interface FileImporter {

	/**
	 * Imports a file, goes on with its import, or finds that there is nothing left to do.
	 * @param file the file; the claim is what it is known by
	 * @return what came of it
	 */
	Ending importFile(ClaimedFile file);

}

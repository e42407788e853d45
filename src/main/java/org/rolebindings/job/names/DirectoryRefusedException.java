package org.rolebindings.job.names;

import org.rolebindings.api.directory.Directory;
import org.rolebindings.listing.ListingRefusedException;

/**
 * The key may not list what given names are the names of. The message names the right.
 */
public final class DirectoryRefusedException extends RuntimeException {

	DirectoryRefusedException(Directory directory, ListingRefusedException refusal) {
		super("There are names to look up, but the key may not list the " + directory.path() + " of this account ("
				+ refusal.getMessage() + "). Give it the right " + directory.right()
				+ ", or give ids instead of names.", refusal);
	}

}

package org.rolebindings.job.export;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.api.directory.DirectoryPage;
import org.rolebindings.job.plan.AccountUnlistableException;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.listing.RetriedPages;

/** The lists of the account, read completely. */
final class Directories {

	private final DirectoryListing listing;

	private final URI target;

	Directories(DirectoryListing listing, URI target) {
		this.listing = listing;
		this.target = target;
	}

	/**
	 * Reads the first page of a list.
	 * @throws AccountUnlistableException if the key may not read it
	 */
	void check(Directory directory) {
		try {
			DirectoryPage unused = this.listing.pages(directory, Map.of()).next();
		}
		catch (ListingRefusedException ex) {
			throw unlistable(directory, ex);
		}
	}

	/**
	 * Reads a list.
	 * @param directory the list
	 * @param filters the server's filters
	 * @param consumer receives the entries
	 * @throws AccountUnlistableException if it cannot be read
	 */
	void forEach(Directory directory, Map<String, String> filters, Consumer<DirectoryEntry> consumer) {
		try {
			forEachIfListed(directory, filters, consumer);
		}
		catch (ListingRefusedException ex) {
			throw unlistable(directory, ex);
		}
	}

	/**
	 * Reads a list like {@link #forEach}.
	 * @throws ListingRefusedException if it cannot be read
	 */
	void forEachIfListed(Directory directory, Map<String, String> filters, Consumer<DirectoryEntry> consumer) {
		RetriedPages<DirectoryPage> pages = this.listing.pages(directory, filters);
		while (pages.hasNext()) {
			pages.next().entries().forEach(consumer);
		}
	}

	/** Says that a list cannot be read. */
	AccountUnlistableException unlistable(Directory directory, ListingRefusedException refusal) {
		return new AccountUnlistableException(this.target, directory.path(), directory.right(), refusal);
	}

}

package org.rolebindings.job.names;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.api.directory.DirectoryPage;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.listing.RetriedPages;

/** The pages of a list in which names are looked up. */
final class NamePages {

	/** The longest email that the server takes as a filter. */
	private static final int LONGEST_FILTER = 255;

	private final RetriedPages<DirectoryPage> pages;

	private final NameKind kind;

	private boolean gone;

	/**
	 * Begins at the first page.
	 * @param listing lists what has a name
	 * @param group the kind and the parent
	 * @param filter a part of the names; an empty text for all names
	 */
	NamePages(DirectoryListing listing, NameKey group, String filter) {
		Map<String, String> filters = new HashMap<>();
		if (!group.parent().isEmpty()) {
			filters.put(group.kind().parentFilter(), group.parent());
		}
		if (!filter.isEmpty()) {
			filters.put(group.kind().nameFilter(), shortened(filter));
		}
		this.pages = listing.pages(group.kind().directory(), filters);
		this.kind = group.kind();
	}

	/** The filter matches parts of a name, so the beginning of a long one will do. */
	private static String shortened(String filter) {
		if (filter.length() <= LONGEST_FILTER) {
			return filter;
		}
		int end = Character.isHighSurrogate(filter.charAt(LONGEST_FILTER - 1)) ? LONGEST_FILTER - 1 : LONGEST_FILTER;
		return filter.substring(0, end);
	}

	boolean hasNext() {
		return !this.gone && this.pages.hasNext();
	}

	/** Returns the entries of the next page. */
	List<DirectoryEntry> next() {
		try {
			return this.pages.next().entries();
		}
		catch (ListingRefusedException ex) {
			// A space that is not there any more has no projects
			if (!ex.isNotFound() || this.kind != NameKind.PROJECT) {
				throw ex;
			}
			this.gone = true;
			return List.of();
		}
	}

}

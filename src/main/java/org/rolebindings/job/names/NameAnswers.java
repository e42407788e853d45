package org.rolebindings.job.names;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.binding.Quoting;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;

/** Writes the answers for names into the book. */
final class NameAnswers {

	/** A person reads the first messages; for more of them nothing more is asked. */
	private static final int MOST_EXPLAINED = 20;

	private static final int MOST_CANDIDATES = 5;

	private final NameBook book;

	private final DirectoryListing listing;

	private int explained;

	NameAnswers(NameBook book, DirectoryListing listing) {
		this.book = book;
		this.listing = listing;
	}

	/**
	 * Answers for a name.
	 * @param key the name
	 * @param matches the entries that have it
	 * @param others further names of the list
	 */
	void settle(NameKey key, List<DirectoryEntry> matches, Collection<String> others) {
		Map<String, DirectoryEntry> byId = new LinkedHashMap<>();
		matches.forEach((entry) -> byId.put(entry.id(), entry));
		if (byId.size() == 1) {
			this.book.found(key, byId.keySet().iterator().next());
		}
		else if (byId.isEmpty()) {
			List<String> near = (this.explained++ < MOST_EXPLAINED) ? NearNames.of(key.name(), others) : List.of();
			this.book.rejected(key, NameProblems.notFound(key, near));
		}
		else {
			this.book.rejected(key, NameProblems.ambiguous(key, candidates(key, byId)));
		}
	}

	/** Returns whether a person may read the message for a name that is not found. */
	boolean isExplained() {
		return this.explained < MOST_EXPLAINED;
	}

	private List<String> candidates(NameKey key, Map<String, DirectoryEntry> byId) {
		boolean ofAccount = key.kind() == NameKind.SPACE && key.parent().isEmpty();
		Map<String, String> organizations = (ofAccount && this.explained++ < MOST_EXPLAINED)
				? organizations(key, byId.keySet()) : Map.of();
		return byId.values()
			.stream()
			.limit(MOST_CANDIDATES)
			.map((entry) -> described(key.kind(), entry, organizations.get(entry.id())))
			.toList();
	}

	private static String described(NameKind kind, DirectoryEntry entry, @Nullable String organization) {
		String id = " (" + Quoting.legible(entry.id(), 200) + ")";
		return switch (kind) {
			case ROLE -> Quoting.quoted(entry.name()) + ", " + (entry.predefined() ? "predefined" : "custom") + id;
			case SPACE -> Quoting.quoted(((organization != null) ? organization + " / " : "") + entry.name()) + id;
			default -> Quoting.quoted(entry.name()) + id;
		};
	}

	/**
	 * Finds the organizations of the spaces with a name. A space does not say it. One
	 * page of organizations is enough for a message, and if the key may not list them, it
	 * goes without.
	 */
	private Map<String, String> organizations(NameKey space, Set<String> ids) {
		Map<String, String> names = new HashMap<>();
		try {
			addOrganizations(space, ids, names);
		}
		catch (ListingRefusedException ex) {
			if (!ex.isForbidden()) {
				throw ex;
			}
		}
		return names;
	}

	private void addOrganizations(NameKey space, Set<String> ids, Map<String, String> names) {
		List<DirectoryEntry> organizations = this.listing.pages(Directory.ORGANIZATIONS, Map.of()).next().entries();
		for (DirectoryEntry organization : organizations) {
			if (names.keySet().containsAll(ids)) {
				return;
			}
			NamePages spaces = new NamePages(this.listing, NameKey.space(organization.id(), space.name()),
					space.name());
			while (spaces.hasNext()) {
				spaces.next().forEach((entry) -> names.put(entry.id(), organization.name()));
			}
		}
	}

}

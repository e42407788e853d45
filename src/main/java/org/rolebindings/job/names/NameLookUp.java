package org.rolebindings.job.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;

/**
 * Looks up the names of a book. It pages through a list if that takes fewer requests, and
 * else asks for each name. The server's filters match parts of a name without regard to
 * case, so whole names are compared here, over all pages.
 */
final class NameLookUp {

	/** So many names of a list are kept, to find those that may be meant. */
	private static final int MOST_NEAR = 20_000;

	/** So many names justify one page without any of them. */
	private static final int IN_VAIN_SHARE = 20;

	private final NameBook book;

	private final DirectoryListing listing;

	private final NameQuestions questions;

	private final NameAnswers answers;

	NameLookUp(NameBook book, DirectoryListing listing, int concurrency) {
		this.book = book;
		this.listing = listing;
		this.answers = new NameAnswers(book, listing);
		this.questions = new NameQuestions(book, listing, this.answers, concurrency);
	}

	/**
	 * Finds an answer for each name.
	 * @throws DirectoryRefusedException if the key may not read a list
	 * @throws ListingRefusedException if the attempts at a page run out
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops
	 */
	void run() {
		lookUp(NameKind.ROLE);
		lookUp(NameKind.USER);
		this.book.forEachPlace((place) -> {
			if (!place.organization().isEmpty()) {
				this.book.add(NameKey.organization(place.organization()));
			}
		});
		lookUp(NameKind.ORGANIZATION);
		this.book.forEachPlace((place) -> {
			String organization = organization(place.organization());
			if (organization != null) {
				this.book.add(NameKey.space(organization, place.space()));
			}
		});
		lookUp(NameKind.SPACE);
		this.book.forEachPlace((place) -> {
			String organization = organization(place.organization());
			String space = (organization != null)
					? BookResolver.id(this.book.answer(NameKey.space(organization, place.space()))) : null;
			if (space != null && !place.project().isEmpty()) {
				this.book.add(NameKey.project(space, place.project()));
			}
		});
		lookUp(NameKind.PROJECT);
	}

	/** Returns the id of an organization, empty for no organization. */
	private @Nullable String organization(String name) {
		return name.isEmpty() ? "" : BookResolver.id(this.book.answer(NameKey.organization(name)));
	}

	/** Reads the lists that are worth it, and asks for what is still open. */
	private void lookUp(NameKind kind) {
		Map<String, Long> countByParent = new LinkedHashMap<>();
		this.book.forEachOpen(kind, (key) -> countByParent.merge(key.parent(), 1L, Long::sum));
		try {
			countByParent.forEach((parent, count) -> pageThrough(new NameKey(kind, parent, ""), count));
			this.questions.ask(kind);
		}
		catch (ListingRefusedException ex) {
			throw ex.isForbidden() ? new DirectoryRefusedException(kind.directory(), ex) : ex;
		}
	}

	/**
	 * Reads a list, as long as its pages are not more than the names that they had and a
	 * twentieth of all. If it does not come to its end, nothing of it is used, because
	 * the same name may follow.
	 */
	private void pageThrough(NameKey group, long count) {
		boolean filtered = !group.kind().nameFilter().isEmpty();
		long inVain = filtered ? count / IN_VAIN_SHARE : Long.MAX_VALUE / 2;
		Map<NameKey, List<DirectoryEntry>> found = new HashMap<>();
		List<String> names = new ArrayList<>();
		NamePages pages = new NamePages(this.listing, group, "");
		for (long read = 0; pages.hasNext(); read++) {
			if (read >= found.size() + inVain) {
				return;
			}
			for (DirectoryEntry entry : pages.next()) {
				NameKey key = group.named(entry.name());
				if (this.book.isOpen(key)) {
					found.computeIfAbsent(key, (name) -> new ArrayList<>(1)).add(entry);
				}
				if (names.size() < MOST_NEAR) {
					names.add(entry.name());
				}
			}
		}
		this.book.forEachOpenLike(group, (key) -> this.answers.settle(key, found.getOrDefault(key, List.of()), names));
		this.book.save();
	}

}

package org.rolebindings.job.names;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.rolebindings.binding.validation.NameResolver.Answer;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.store.KeyValueFile;

/** Finds the ids of the names that options have. */
public final class GivenNames {

	private final DirectoryListing listing;

	private final int concurrency;

	/**
	 * Prepares to look names up.
	 * @param listing lists what has a name
	 * @param concurrency how many names are asked for at the same time
	 */
	public GivenNames(DirectoryListing listing, int concurrency) {
		this.listing = listing;
		this.concurrency = concurrency;
	}

	/**
	 * Finds roles.
	 * @param option the option, for messages
	 * @param names their names
	 * @param folder a folder for temporary files
	 * @return their ids
	 * @throws UnknownNameException if a name has no id, or more than one
	 * @throws DirectoryRefusedException if the key may not read the list
	 * @throws org.rolebindings.listing.ListingRefusedException if the attempts at a page
	 * run out
	 */
	public List<String> roles(String option, Collection<String> names, Path folder) {
		return find(option, NameKey::role, names, folder);
	}

	/** Finds users by their emails, like {@link #roles}. */
	public List<String> users(String option, Collection<String> emails, Path folder) {
		return find(option, NameKey::user, emails, folder);
	}

	/** Finds spaces of any organization, like {@link #roles}. */
	public List<String> spaces(String option, Collection<String> names, Path folder) {
		return find(option, (name) -> NameKey.space("", name), names, folder);
	}

	private List<String> find(String option, Function<String, NameKey> key, Collection<String> names, Path folder) {
		List<String> ids = new ArrayList<>();
		Path file = folder.resolve("given-names");
		try (NameBook book = new NameBook(file, KeptAnswers.NONE)) {
			names.forEach((name) -> book.add(key.apply(name)));
			new NameLookUp(book, this.listing, this.concurrency).run();
			for (String name : names) {
				Answer answer = Objects.requireNonNull(book.answer(key.apply(name)));
				if (answer.rejection() != null) {
					throw new UnknownNameException(NameProblems.ofOption(option, key.apply(name), answer.rejection()));
				}
				ids.add(answer.id());
			}
			return ids;
		}
		finally {
			KeyValueFile.remove(file);
		}
	}

}

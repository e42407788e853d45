package org.rolebindings.job.export;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.names.UnknownNameException;
import org.rolebindings.job.plan.AccountUnlistableException;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/** Lists the bindings that belong to an export, page by page. */
final class ListedRows implements RecordSort.Source<ListedRow> {

	private final AccountListing listing;

	private final ExportFilter filter;

	private final URI target;

	private final ImportProgress progress;

	private final StopSwitch stop;

	private final Deque<Part> parts = new ArrayDeque<>();

	private final Deque<ListedRow> rows = new ArrayDeque<>();

	private AccountListing.@Nullable Pages pages;

	private long count;

	private long incomplete;

	ListedRows(AccountListing listing, ExportFilter filter, URI target, ImportProgress progress, StopSwitch stop) {
		this.listing = listing.patient();
		this.filter = filter;
		this.target = target;
		this.progress = progress;
		this.stop = stop;
	}

	/** The bindings of a type; those of a user, or all. */
	private record Part(ResourceType type, @Nullable Id user) {
	}

	/** Begins with the bindings of some types. */
	ListedRows begin(Set<ResourceType> types) {
		for (ResourceType type : types) {
			if (this.filter.users().isEmpty()) {
				this.parts.add(new Part(type, null));
			}
			this.filter.users().forEach((user) -> this.parts.add(new Part(type, user)));
		}
		this.listing.begin();
		return this;
	}

	/**
	 * Reads the next binding; {@code null} at the end.
	 * @throws AccountUnlistableException if the bindings cannot be listed
	 * @throws UnknownNameException if the account does not have a user
	 * @throws org.rolebindings.stop.SendingStoppedException if the command stops
	 * @throws StopRequestedException likewise
	 */
	@Override
	public @Nullable ListedRow next() {
		while (this.rows.isEmpty() && !this.parts.isEmpty()) {
			readPage(this.parts.getFirst());
		}
		return this.rows.poll();
	}

	private void readPage(Part part) {
		if (this.stop.isStopRequested()) {
			throw new StopRequestedException();
		}
		AccountListing.Pages current = this.pages;
		if (current == null) {
			current = this.listing.pages(part.type, part.user);
			this.pages = current;
		}
		try {
			current.nextAsListed().forEach((binding) -> add(binding, part.type));
		}
		catch (ListingRefusedException ex) {
			if (ex.isNotFound() && part.user != null) {
				throw new UnknownNameException(FilterReader.USER + " is " + Quoting.quoted(part.user.text())
						+ "; there is no such user in this account.");
			}
			throw new AccountUnlistableException(this.target, ex);
		}
		if (!current.hasNext()) {
			this.parts.removeFirst();
			this.pages = null;
		}
	}

	private void add(RoleBinding listed, ResourceType type) {
		// A server that ignores the filter lists both types twice
		boolean hasType = !listed.resourceType().isEmpty();
		if ((hasType && !listed.resourceType().equals(type.name())) || !this.filter.includes(listed)) {
			return;
		}
		this.progress.advance();
		if (hasType && !listed.roleId().isEmpty() && !listed.userId().isEmpty() && !listed.resourceId().isEmpty()) {
			this.rows.add(ListedRow.of(this.count++, listed, type));
		}
		else {
			this.incomplete++;
		}
	}

	/** Returns how many bindings the server listed without all of their ids. */
	long incomplete() {
		return this.incomplete;
	}

}

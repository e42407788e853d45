package org.rolebindings.job.post;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.placing.ResourceSight;

/**
 * The resources on which this key sees any binding: those of the look-ups, and, once that
 * does not tell, those of the whole account, which is listed at most once for each type.
 * Memory grows with the number of spaces and projects that have bindings.
 */
public final class ListedResources implements ResourceSight {

	private final AccountListing listing;

	private final boolean amongOthers;

	private final Set<Id> spaces = ConcurrentHashMap.newKeySet();

	private final Set<Id> projects = ConcurrentHashMap.newKeySet();

	private final Set<ResourceType> listed = EnumSet.noneOf(ResourceType.class);

	/**
	 * Begins with nothing.
	 * @param listing lists the account
	 */
	public ListedResources(AccountListing listing) {
		this(listing, false);
	}

	/**
	 * The same for one of several workers.
	 * @param amongOthers whether other keys may see what this one does not
	 */
	ListedResources(AccountListing listing, boolean amongOthers) {
		this.listing = listing.patient();
		this.amongOthers = amongOthers;
	}

	private Set<Id> of(ResourceType type) {
		return (type == ResourceType.SPACE) ? this.spaces : this.projects;
	}

	/**
	 * Notes that the caller has listed the whole account, and calls {@link #seen} for
	 * each of its bindings. It is not listed again.
	 */
	public synchronized void listedAll() {
		this.listed.addAll(EnumSet.allOf(ResourceType.class));
	}

	@Override
	public void seen(Binding binding) {
		of(binding.resourceType()).add(binding.resourceId());
	}

	/**
	 * {@inheritDoc} A listing that is refused shows nothing; the next row tries it again.
	 */
	@Override
	public boolean seesAny(Binding binding) {
		if (!of(binding.resourceType()).contains(binding.resourceId())) {
			list(binding.resourceType());
		}
		return of(binding.resourceType()).contains(binding.resourceId());
	}

	/** A worker's key must have seen something on that resource itself. */
	@Override
	public boolean showsAbsence(Binding binding) {
		return !this.amongOthers || seesAny(binding);
	}

	/** Lists the account's bindings of a type, while other senders wait for it. */
	private synchronized void list(ResourceType type) {
		if (this.listed.contains(type)) {
			return;
		}
		try {
			AccountListing.Pages pages = this.listing.pages(type, null);
			while (pages.hasNext()) {
				pages.next().stream().map(ListedBinding::binding).forEach(this::seen);
			}
			this.listed.add(type);
		}
		catch (ListingRefusedException ex) {
			// As if the key saw nothing there
		}
	}

}

package org.rolebindings.job.compare;

import java.io.Closeable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.listing.ListingRefusedException;

/**
 * Compares rows with the bindings in the account, to save a request for each row. It
 * lists the account as long as that pays, and then the users with many rows. Each row
 * whose binding is known then goes to a {@link MatchConsumer}.
 */
final class Comparison implements Closeable {

	/** Fewer rows of a type are posted faster than they are listed. */
	private static final int FEWEST_ROWS = 3;

	/**
	 * What was listed is compared after this time, so that it is not too old afterwards.
	 */
	private static final long DUE_AFTER = Duration.ofMinutes(10).toNanos();

	private final AccountListing listing;

	private final ListingEstimate estimate;

	private final OpenRows open;

	private final MatchConsumer matches;

	private final ImportProgress progress;

	private final LongSupplier nanoClock;

	/** The types whose bindings were all listed. */
	private final Set<ResourceType> complete = EnumSet.noneOf(ResourceType.class);

	/** The types for which a listing of single users may find more. */
	private final Set<ResourceType> unlisted = EnumSet.allOf(ResourceType.class);

	/** The listed bindings that a row may want, until they are compared. */
	private RecordFile<SlotEntry> listed;

	/** When the oldest of them was requested. */
	private long oldest;

	private long pages;

	/**
	 * Prepares a comparison.
	 * @param most the most rows
	 * @param listing lists the account
	 * @param matches receives the rows whose binding is known
	 * @param progress shows how many rows are found
	 * @param nanoClock a monotonic clock, the one that {@code matches} has
	 * @param open takes the rows; it is closed with the comparison
	 */
	Comparison(long most, AccountListing listing, MatchConsumer matches, ImportProgress progress,
			LongSupplier nanoClock, OpenRows open) {
		this.listing = listing;
		this.estimate = new ListingEstimate(most);
		this.open = open;
		this.listed = open.emptyFile();
		this.matches = matches;
		this.progress = progress;
		this.nanoClock = nanoClock;
	}

	void add(UndecidedRow row) {
		this.open.add(SlotEntry.of(row));
		this.estimate.add(row.binding());
	}

	/** Returns how many pages were requested. */
	long pages() {
		return this.pages;
	}

	long rows() {
		return this.estimate.rows();
	}

	/**
	 * Compares.
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops
	 */
	void run() {
		this.listing.begin();
		for (ResourceType type : ResourceType.values()) {
			if (this.estimate.rows(type) < FEWEST_ROWS || isDoneWith(type)) {
				this.unlisted.remove(type);
			}
		}
		compare();
		if (!this.unlisted.isEmpty()) {
			listUsers();
		}
	}

	/**
	 * Lists the account's bindings of a type, as long as that pays.
	 * @return whether no listing of single users should follow: the listing came to its
	 * end, or was refused
	 */
	private boolean isDoneWith(ResourceType type) {
		ListingBudget budget = ListingBudget.ofAccount(this.estimate.rows(type), this.listing.concurrency());
		AccountListing.Pages pages = this.listing.pages(type, null);
		try {
			while (pages.hasNext()) {
				if (!budget.allows(1)) {
					return false;
				}
				long askedAt = this.nanoClock.getAsLong();
				budget.read(read(pages.next(), askedAt));
			}
			this.complete.add(type);
			return true;
		}
		catch (ListingRefusedException ex) {
			this.pages++;
			this.progress.note("The account's bindings on resources of the type " + type + " cannot be listed ("
					+ ex.getMessage() + "); the import goes on row by row.");
			return true;
		}
	}

	/**
	 * Takes a page.
	 * @return about how many rows were found with it
	 */
	private long read(List<ListedBinding> page, long askedAt) {
		this.pages++;
		long found = 0;
		for (ListedBinding listed : page) {
			if (this.estimate.mayWant(listed.binding())) {
				this.oldest = this.listed.isEmpty() ? askedAt : Math.min(this.oldest, askedAt);
				this.listed.add(SlotEntry.of(listed, askedAt));
				found += this.estimate.find(listed.binding());
			}
		}
		for (long i = 0; i < found; i++) {
			this.progress.advance();
		}
		if (!this.listed.isEmpty() && this.nanoClock.getAsLong() - this.oldest > DUE_AFTER) {
			compare();
		}
		return found;
	}

	private void listUsers() {
		ListingBudget budget = ListingBudget.ofUsers(this.open.count());
		try (RecordFile<FrequentUser> users = this.open.takeFrequentUsers()) {
			if (!users.isEmpty()) {
				new UserListing(this.listing, budget, this::read, this.nanoClock).list(users);
			}
		}
		if (!this.listed.isEmpty()) {
			compare();
		}
	}

	private void compare() {
		try (RecordFile<SlotEntry> shown = this.listed) {
			this.listed = this.open.emptyFile();
			this.open.compare(shown, this.complete, this.unlisted, this.matches::accept);
			this.matches.flush();
		}
	}

	@Override
	public void close() {
		this.listed.close();
		this.open.close();
	}

}

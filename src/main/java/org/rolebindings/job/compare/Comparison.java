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
 * Compares rows with what is in the account, so that nobody need ask about each: lists
 * the account as long as that pays, then the users whom many rows are about, and tells
 * what stands there for each row of which that is known then.
 */
final class Comparison implements Closeable {

	/** Fewer rows of a type are posted sooner than they are listed. */
	private static final int FEWEST_ROWS = 3;

	/** Early enough that nothing is too old once it has been compared. */
	private static final long DUE_AFTER = Duration.ofMinutes(10).toNanos();

	private final AccountListing listing;

	private final ListingEstimate estimate;

	private final OpenRows open;

	private final MatchConsumer matches;

	private final ImportProgress progress;

	private final LongSupplier nanoClock;

	/** The types of which all bindings were listed. */
	private final Set<ResourceType> complete = EnumSet.noneOf(ResourceType.class);

	/** The types of which listing single users may find more. */
	private final Set<ResourceType> unlisted = EnumSet.allOf(ResourceType.class);

	/** What listings have shown and rows may want, until it is compared. */
	private RecordFile<SlotEntry> listed;

	/** When the oldest of it was asked for. */
	private long oldest;

	private long pages;

	/**
	 * Prepares a comparison.
	 * @param most how many rows there are at most
	 * @param listing lists the account
	 * @param matches is given what stands there
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

	/** How many pages were asked for. */
	long pages() {
		return this.pages;
	}

	long rows() {
		return this.estimate.rows();
	}

	/**
	 * Compares.
	 * @throws org.rolebindings.api.SendingStoppedException if the run stops
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
	 * Lists the account's bindings of a type, and tells whether that is all there is to
	 * be had: it came to the end, or was refused.
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

	/** Reads a page, and tells how many rows were found with it, about. */
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

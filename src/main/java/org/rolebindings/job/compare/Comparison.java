package org.rolebindings.job.compare;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Compares rows with what is in the account, so that nobody need ask about each: lists
 * the account as long as that pays, then the users whom many rows are about, and decides
 * what is in place. All else is left to be posted.
 */
final class Comparison implements Closeable {

	/** Fewer rows of a type are posted sooner than they are listed. */
	private static final int FEWEST_ROWS = 3;

	private final AccountListing listing;

	private final Path folder;

	private final RowPrints prints;

	private final OpenRows open;

	private final ListedSlots listed;

	private final InPlaceRows inPlace;

	private final ImportProgress progress;

	private final LongSupplier nanoClock;

	/** The types that were not listed completely. */
	private final Set<ResourceType> unlisted = EnumSet.allOf(ResourceType.class);

	/**
	 * Prepares a comparison.
	 * @param most how many rows there are at most
	 * @param listing lists the account
	 * @param inPlace decides
	 * @param progress shows how many rows are found
	 * @param stop ends the comparison
	 * @param nanoClock a monotonic clock, the one that {@code inPlace} has
	 * @param folder for what does not fit into memory; made and removed by
	 * {@link Scratch}
	 */
	Comparison(long most, AccountListing listing, InPlaceRows inPlace, ImportProgress progress, StopSwitch stop,
			LongSupplier nanoClock, Path folder) {
		this.listing = listing;
		this.folder = folder;
		this.prints = new RowPrints(most);
		this.open = new OpenRows(folder, stop);
		this.listed = new ListedSlots(folder, this.prints);
		this.inPlace = inPlace;
		this.progress = progress;
		this.nanoClock = nanoClock;
	}

	void add(SlotEntry row) {
		this.open.add(row);
		this.prints.add(row);
	}

	long rows() {
		return this.prints.rows();
	}

	/**
	 * Compares, and decides what is in place.
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops
	 */
	void run() {
		this.listing.begin();
		for (ResourceType type : ResourceType.values()) {
			if (this.prints.rows(type) < FEWEST_ROWS || isDoneWith(type)) {
				this.unlisted.remove(type);
			}
		}
		if (!this.listed.isEmpty() || !this.unlisted.isEmpty()) {
			decide();
		}
		if (!this.unlisted.isEmpty()) {
			listUsers();
		}
		tell();
	}

	/**
	 * Lists the account's bindings of a type, and tells whether that is all there is to
	 * be had: it came to the end, or was refused.
	 */
	private boolean isDoneWith(ResourceType type) {
		ListingBudget budget = ListingBudget.ofAccount(this.prints.rows(type), this.listing.concurrency());
		AccountListing.Pages pages = this.listing.pages(type, null);
		try {
			while (pages.hasNext()) {
				if (!budget.allows(1)) {
					return false;
				}
				long askedAt = this.nanoClock.getAsLong();
				budget.read(read(pages.next(), askedAt));
			}
			return true;
		}
		catch (ListingRefusedException ex) {
			this.listed.addNothing();
			this.progress.note("The account's bindings on resources of the type " + type + " cannot be listed ("
					+ ex.getMessage() + "); the import goes on row by row.");
			return true;
		}
	}

	private long read(List<ListedBinding> page, long askedAt) {
		long found = this.listed.add(page, askedAt);
		for (long i = 0; i < found; i++) {
			this.progress.advance();
		}
		if (this.listed.isDue(this.nanoClock.getAsLong())) {
			decide();
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
			decide();
		}
	}

	private void decide() {
		try (RecordFile<SlotEntry> shown = this.listed.take();
				RecordFile<Sighting> sightings = new RecordFile<>(this.folder, Sighting.FORMAT)) {
			this.open.compare(shown, this.unlisted, sightings::add);
			this.inPlace.decide(sightings);
		}
	}

	private void tell() {
		long decided = this.inPlace.decided();
		long pages = this.listed.pages();
		if (decided > 0) {
			this.progress.note(String.format(Locale.ROOT, "%,d of %,d rows were in place already (%,d %s read).",
					decided, rows(), pages, (pages == 1) ? "page" : "pages"));
		}
	}

	@Override
	public void close() {
		this.listed.close();
		this.open.close();
	}

}

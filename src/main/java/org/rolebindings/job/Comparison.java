package org.rolebindings.job;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

import org.rolebindings.api.AccountListing;
import org.rolebindings.api.ListedBinding;
import org.rolebindings.api.ListingRefusedException;
import org.rolebindings.binding.ResourceType;

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

	private final Set<ResourceType> givenUp = EnumSet.noneOf(ResourceType.class);

	/**
	 * Prepares a comparison.
	 * @param most how many rows there are at most
	 * @param listing lists the account
	 * @param inPlace decides
	 * @param progress is told how many rows are found
	 * @param nanoClock a monotonic clock, the one that {@code inPlace} has
	 * @param folder for what does not fit into memory; made and removed by
	 * {@link Scratch}
	 */
	Comparison(long most, AccountListing listing, InPlaceRows inPlace, ImportProgress progress, LongSupplier nanoClock,
			Path folder) {
		this.listing = listing;
		this.folder = folder;
		this.prints = new RowPrints(most);
		this.open = new OpenRows(folder);
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
	 * @throws org.rolebindings.api.SendingStoppedException if the run stops
	 */
	void run() {
		this.listing.begin();
		for (ResourceType type : ResourceType.values()) {
			if (this.prints.rows(type) >= FEWEST_ROWS) {
				listAccount(type);
			}
		}
		if (!this.listed.isEmpty() || !this.givenUp.isEmpty()) {
			decide();
		}
		if (!this.givenUp.isEmpty()) {
			listUsers();
		}
		tell();
	}

	private void listAccount(ResourceType type) {
		ListingBudget budget = ListingBudget.ofAccount(this.prints.rows(type), this.listing.concurrency());
		AccountListing.Pages pages = this.listing.pages(type, null);
		try {
			while (pages.hasNext()) {
				if (!budget.allows(1)) {
					this.givenUp.add(type);
					return;
				}
				long askedAt = this.nanoClock.getAsLong();
				budget.read(read(pages.next(), askedAt));
			}
		}
		catch (ListingRefusedException ex) {
			this.listed.addNothing();
			this.givenUp.add(type);
			this.progress.note("The account's bindings on resources of the type " + type + " cannot be listed ("
					+ ex.getMessage() + "); what is in place is found out row by row.");
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
		ListingBudget budget = ListingBudget
			.ofUsers(this.givenUp.stream().mapToLong(this.prints::rows).sum() - this.inPlace.decided());
		try (RecordFile<FrequentUser> users = this.open.takeFrequentUsers()) {
			if (!users.isEmpty()) {
				new UserListing(this.listing, budget, this::read, this.nanoClock).list(users.read());
			}
		}
		if (!this.listed.isEmpty()) {
			decide();
		}
	}

	private void decide() {
		try (RecordFile<SlotEntry> shown = this.listed.take();
				RecordFile<Sighting> sightings = new RecordFile<>(this.folder, Sighting.FORMAT)) {
			this.open.compare(shown, sightings::add);
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

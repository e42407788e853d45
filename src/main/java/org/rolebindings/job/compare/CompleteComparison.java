package org.rolebindings.job.compare;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Finds out for each row what this key sees in its place. For each resource type it lists
 * the account, but gives that up after as many requests as listing the rows' users takes
 * at least, and lists the users of the rows that it has not found by then. So it sends at
 * most twice the requests of the cheaper way.
 */
public final class CompleteComparison implements Closeable {

	/** The most bindings of a page. */
	private static final int PAGE_SIZE = 100;

	private final AccountListing listing;

	private final ImportProgress progress;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final OpenRows open;

	private final ListingEstimate wanted = new ListingEstimate(0);

	/**
	 * Prepares a comparison.
	 * @param listing lists the account
	 * @param progress counts the listed bindings
	 * @param stop ends the comparison
	 * @param nanoClock a monotonic clock
	 * @param folder the folder for temporary files
	 */
	public CompleteComparison(AccountListing listing, ImportProgress progress, StopSwitch stop, LongSupplier nanoClock,
			Path folder) {
		this.listing = listing.patient();
		this.progress = progress;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.open = new OpenRows(folder, stop, 1);
	}

	/**
	 * Adds a row.
	 * @param line the line on which it begins
	 * @param binding what it asks for
	 */
	public void add(long line, Binding binding) {
		this.open.add(SlotEntry.of(new UndecidedRow(line, binding, 0, List.of())));
		this.wanted.add(binding);
	}

	/**
	 * Compares all rows.
	 * @param every receives every binding of the rows' resource types, so that the whole
	 * account is listed at any cost; or {@code null}
	 * @param matches receives a result for each row, in any order
	 * @throws ListingRefusedException if the server refuses a listing, or the attempts at
	 * a page run out
	 * @throws StopRequestedException if the command stops
	 * @throws org.rolebindings.stop.SendingStoppedException likewise
	 */
	public void run(@Nullable Consumer<ListedBinding> every, Consumer<ListedMatch> matches) {
		this.progress.begin(ImportProgress.Phase.COMPARING, -1);
		this.listing.begin();
		countUsers();
		Set<ResourceType> complete = EnumSet.allOf(ResourceType.class);
		Set<ResourceType> byUser = EnumSet.noneOf(ResourceType.class);
		try (RecordFile<SlotEntry> listed = this.open.emptyFile()) {
			requestsForUsers().forEach((type, requests) -> {
				if (!listAccount(type, (every != null) ? Long.MAX_VALUE : requests, every, listed)) {
					byUser.add(type);
				}
			});
			complete.removeAll(byUser);
			this.open.compare(listed, complete, byUser, matches);
		}
		if (!byUser.isEmpty()) {
			listUsers(matches);
		}
	}

	/** Counts the rows of each user. All rows stay open. */
	private void countUsers() {
		try (RecordFile<SlotEntry> none = this.open.emptyFile()) {
			this.open.compare(none, EnumSet.noneOf(ResourceType.class), EnumSet.allOf(ResourceType.class), (match) -> {
			});
		}
	}

	/** Returns for each type of the rows the fewest requests that list their users. */
	private Map<ResourceType, Long> requestsForUsers() {
		Map<ResourceType, Long> requests = new EnumMap<>(ResourceType.class);
		try (RecordFile<FrequentUser> users = this.open.takeFrequentUsers();
				RecordFile.Reader<FrequentUser> reader = users.read()) {
			for (FrequentUser user = reader.next(); user != null; user = reader.next()) {
				requests.merge(user.type(), (user.rows() + PAGE_SIZE - 1L) / PAGE_SIZE, Long::sum);
			}
		}
		return requests;
	}

	/**
	 * Lists the account's bindings of a type.
	 * @param limit the most pages
	 * @return whether the listing came to its end
	 */
	private boolean listAccount(ResourceType type, long limit, @Nullable Consumer<ListedBinding> every,
			RecordFile<SlotEntry> listed) {
		AccountListing.Pages pages = this.listing.pages(type, null);
		for (long page = 0; pages.hasNext(); page++) {
			if (page == limit) {
				return false;
			}
			long askedAt = this.nanoClock.getAsLong();
			List<ListedBinding> bindings = pages.next();
			read(bindings, askedAt, listed);
			if (every != null) {
				bindings.forEach(every);
			}
		}
		return true;
	}

	/** Lists the users of the rows that are still open. */
	private void listUsers(Consumer<ListedMatch> matches) {
		try (RecordFile<FrequentUser> users = this.open.takeFrequentUsers();
				RecordFile<SlotEntry> listed = this.open.emptyFile()) {
			new UserListing(this.listing, ListingBudget.unlimited(), new WholeListing(listed), this.nanoClock)
				.list(users);
			this.open.compare(listed, EnumSet.allOf(ResourceType.class), EnumSet.noneOf(ResourceType.class), matches);
		}
	}

	private void read(List<ListedBinding> page, long askedAt, RecordFile<SlotEntry> listed) {
		if (this.stop.isStopRequested()) {
			throw new StopRequestedException();
		}
		for (ListedBinding binding : page) {
			this.progress.advance();
			if (this.wanted.mayWant(binding.binding())) {
				listed.add(SlotEntry.of(binding, askedAt));
			}
		}
	}

	@Override
	public void close() {
		this.open.close();
	}

	/** Takes all pages of each user. */
	private final class WholeListing implements UserListing.Listener {

		private final RecordFile<SlotEntry> listed;

		private WholeListing(RecordFile<SlotEntry> listed) {
			this.listed = listed;
		}

		@Override
		public long read(List<ListedBinding> page, long askedAt) {
			CompleteComparison.this.read(page, askedAt, this.listed);
			return 0;
		}

		/** A user who is not in the account has no binding. */
		@Override
		public void refused(ListingRefusedException refusal) {
			if (!refusal.isNotFound()) {
				throw refusal;
			}
		}

		@Override
		public boolean isWorthNextPage(int rows, int pages) {
			return true;
		}

	}

}

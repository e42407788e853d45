package org.rolebindings.job.compare;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.listing.ListingRefusedException;

/**
 * Lists the bindings of single users, several users at a time. Its threads only fetch
 * pages, and are never interrupted. The caller's thread processes the pages.
 */
final class UserListing {

	/** No request is in flight for longer once the run stops. */
	private static final long GRACE_SECONDS = 10;

	private final AccountListing listing;

	private final ListingBudget budget;

	private final Listener listener;

	private final LongSupplier nanoClock;

	private final Queue<PageRequest> continued = new ArrayDeque<>();

	/** Receives each page. */
	interface Listener {

		/**
		 * Takes a page.
		 * @param page its bindings
		 * @param askedAt when the page was requested
		 * @return how many rows were found with it
		 */
		long read(List<ListedBinding> page, long askedAt);

		/** Takes the refusal of a page. No further page of the user is requested. */
		default void refused(ListingRefusedException refusal) {
		}

		/**
		 * Returns whether another page may save more than it costs.
		 * @param rows how many rows the user had before the listing
		 * @param pages how many pages of the user were read
		 */
		default boolean isWorthNextPage(int rows, int pages) {
			return pages < rows / FrequentUser.FEWEST_ROWS;
		}

	}

	/** A page that is asked for, the nth of its user. */
	private record PageRequest(FrequentUser user, AccountListing.Pages pages, int number) {

		PageRequest next() {
			return new PageRequest(this.user, this.pages, this.number + 1);
		}

	}

	private record PageResult(PageRequest request, List<ListedBinding> page, long askedAt,
			@Nullable ListingRefusedException refusal) {
	}

	UserListing(AccountListing listing, ListingBudget budget, Listener listener, LongSupplier nanoClock) {
		this.listing = listing;
		this.budget = budget;
		this.listener = listener;
		this.nanoClock = nanoClock;
	}

	/**
	 * Lists the bindings of users, as far as that pays.
	 * @param users the users
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops
	 */
	void list(RecordFile<FrequentUser> users) {
		ExecutorService threads = Executors.newFixedThreadPool(this.listing.concurrency(), (task) -> {
			Thread thread = new Thread(task, "listing");
			thread.setDaemon(true);
			return thread;
		});
		try (RecordFile.Reader<FrequentUser> reader = users.read()) {
			list(reader, new ExecutorCompletionService<>(threads));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while users are listed", ex);
		}
		finally {
			end(threads);
		}
	}

	private void list(RecordFile.Reader<FrequentUser> users, CompletionService<PageResult> threads)
			throws InterruptedException {
		int inFlight = 0;
		PageRequest request = nextRequest(users);
		while (request != null || inFlight > 0) {
			while (request != null && inFlight < this.listing.concurrency() && this.budget.allows(inFlight + 1)) {
				PageRequest next = request;
				var unused = threads.submit(() -> fetch(next));
				inFlight++;
				request = nextRequest(users);
			}
			if (inFlight == 0) {
				return;
			}
			process(takeResult(threads));
			inFlight--;
			request = (request != null) ? request : this.continued.poll();
		}
	}

	private @Nullable PageRequest nextRequest(RecordFile.Reader<FrequentUser> users) {
		PageRequest waiting = this.continued.poll();
		if (waiting != null) {
			return waiting;
		}
		FrequentUser user = users.next();
		return (user != null) ? new PageRequest(user, this.listing.pages(user.type(), user.user()), 1) : null;
	}

	private PageResult fetch(PageRequest request) {
		long askedAt = this.nanoClock.getAsLong();
		try {
			return new PageResult(request, request.pages().next(), askedAt, null);
		}
		catch (ListingRefusedException ex) {
			return new PageResult(request, List.of(), askedAt, ex);
		}
	}

	private void process(PageResult result) {
		this.budget.read(this.listener.read(result.page(), result.askedAt()));
		PageRequest request = result.request();
		if (result.refusal() != null) {
			this.listener.refused(result.refusal());
		}
		else if (request.pages().hasNext() && this.listener.isWorthNextPage(request.user().rows(), request.number())) {
			this.continued.add(request.next());
		}
	}

	private static PageResult takeResult(CompletionService<PageResult> threads) throws InterruptedException {
		try {
			return threads.take().get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

	/** Waits for the requests in flight. */
	private static void end(ExecutorService threads) {
		threads.shutdown();
		try {
			boolean unused = threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

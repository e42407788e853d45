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
 * Lists the bindings of single users, several users at a time. Its threads do nothing but
 * ask, and are never interrupted; what they hear is dealt with by the caller's thread.
 */
final class UserListing {

	/** Nothing is in flight for longer once the run stops. */
	private static final long GRACE_SECONDS = 10;

	private final AccountListing listing;

	private final ListingBudget budget;

	private final Listener listener;

	private final LongSupplier nanoClock;

	private final Queue<Question> goingOn = new ArrayDeque<>();

	/** Is told of each page. */
	interface Listener {

		/**
		 * A page has come.
		 * @param page what it has shown, nothing if it was refused
		 * @param askedAt when it was asked for
		 * @return how many rows were found with it
		 */
		long read(List<ListedBinding> page, long askedAt);

	}

	/** A page that is asked for, the nth of its user. */
	private record Question(FrequentUser user, AccountListing.Pages pages, int number) {

		/** Whether another page of the user may save more than it costs. */
		boolean mayGoOn() {
			return this.pages.hasNext() && this.number < this.user.rows() / FrequentUser.FEWEST_ROWS;
		}

		Question next() {
			return new Question(this.user, this.pages, this.number + 1);
		}

	}

	private record Reply(Question question, List<ListedBinding> page, long askedAt, boolean refused) {
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

	private void list(RecordFile.Reader<FrequentUser> users, CompletionService<Reply> threads)
			throws InterruptedException {
		int asked = 0;
		Question question = nextQuestion(users);
		while (question != null || asked > 0) {
			while (question != null && asked < this.listing.concurrency() && this.budget.allows(asked + 1)) {
				Question toAsk = question;
				var unused = threads.submit(() -> ask(toAsk));
				asked++;
				question = nextQuestion(users);
			}
			if (asked == 0) {
				return;
			}
			deal(reply(threads));
			asked--;
			question = (question != null) ? question : this.goingOn.poll();
		}
	}

	private @Nullable Question nextQuestion(RecordFile.Reader<FrequentUser> users) {
		Question waiting = this.goingOn.poll();
		if (waiting != null) {
			return waiting;
		}
		FrequentUser user = users.next();
		return (user != null) ? new Question(user, this.listing.pages(user.type(), user.user()), 1) : null;
	}

	private Reply ask(Question question) {
		long askedAt = this.nanoClock.getAsLong();
		try {
			return new Reply(question, question.pages().next(), askedAt, false);
		}
		catch (ListingRefusedException ex) {
			return new Reply(question, List.of(), askedAt, true);
		}
	}

	private void deal(Reply reply) {
		this.budget.read(this.listener.read(reply.page(), reply.askedAt()));
		if (!reply.refused() && reply.question().mayGoOn()) {
			this.goingOn.add(reply.question().next());
		}
	}

	private static Reply reply(CompletionService<Reply> threads) throws InterruptedException {
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

	/** Lets what is in flight be answered. */
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

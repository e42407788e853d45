package org.rolebindings.job.names;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.SendingStoppedException;

/** Asks the server for single names, several at a time. */
final class NameQuestions {

	/** So many questions a sender has at a time; then the answers are saved. */
	private static final int BLOCK = 8;

	private static final int MOST_NEAR = 1_000;

	private final NameBook book;

	private final DirectoryListing listing;

	private final NameAnswers answers;

	private final int concurrency;

	NameQuestions(NameBook book, DirectoryListing listing, NameAnswers answers, int concurrency) {
		this.book = book;
		this.listing = listing;
		this.answers = answers;
		this.concurrency = concurrency;
	}

	/** The entries that have a name, and other names that the server has shown. */
	private record Reply(NameKey key, List<DirectoryEntry> matches, List<String> others) {
	}

	/** Asks for each open name of a kind. */
	void ask(NameKind kind) {
		ExecutorService threads = Executors.newFixedThreadPool(this.concurrency, (task) -> {
			Thread thread = new Thread(task, "names");
			thread.setDaemon(true);
			return thread;
		});
		try {
			List<Callable<Reply>> block = new ArrayList<>();
			this.book.forEachOpen(kind, (key) -> {
				block.add(() -> ask(key, key.name()));
				if (block.size() == BLOCK * this.concurrency) {
					settle(threads, block);
				}
			});
			settle(threads, block);
		}
		finally {
			threads.shutdown();
		}
	}

	/** Keeps the answers of a block even if one of its questions fails. */
	private void settle(ExecutorService threads, List<Callable<Reply>> block) {
		RuntimeException failure = null;
		try {
			for (Future<Reply> future : threads.invokeAll(block)) {
				try {
					settle(future.get());
				}
				catch (ExecutionException ex) {
					failure = (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex);
				}
				catch (ListingRefusedException | SendingStoppedException ex) {
					failure = ex;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			failure = new IllegalStateException("Interrupted while names are looked up", ex);
		}
		block.clear();
		this.book.save();
		if (failure != null) {
			throw failure;
		}
	}

	private void settle(Reply reply) {
		List<String> others = reply.others();
		if (reply.matches().isEmpty() && this.answers.isExplained()) {
			others = new ArrayList<>(others);
			others.addAll(ask(reply.key(), wider(reply.key())).others());
		}
		this.answers.settle(reply.key(), reply.matches(), others);
	}

	/**
	 * Returns a filter that finds names like one that does not exist: of an email, half
	 * of what is before the {@code @}.
	 */
	private static String wider(NameKey key) {
		int at = key.name().indexOf('@');
		return (key.kind() == NameKind.USER && at > 0) ? key.name().substring(0, (at + 1) / 2) : "";
	}

	private Reply ask(NameKey key, String filter) {
		boolean whole = filter.equals(key.name());
		List<DirectoryEntry> matches = new ArrayList<>();
		List<String> others = new ArrayList<>();
		NamePages pages = new NamePages(this.listing, key, filter);
		while (pages.hasNext() && (whole || others.size() < MOST_NEAR)) {
			for (DirectoryEntry entry : pages.next()) {
				if (key.named(entry.name()).equals(key)) {
					matches.add(entry);
				}
				else if (others.size() < MOST_NEAR) {
					others.add(entry.name());
				}
			}
		}
		return new Reply(key, matches, others);
	}

}

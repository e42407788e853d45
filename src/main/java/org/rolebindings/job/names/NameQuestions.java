package org.rolebindings.job.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.api.directory.DirectoryPage;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.listing.RetriedPages;

/** Asks the server for single names, several at a time. */
final class NameQuestions {

	/** So many questions a sender has at a time; then the answers are saved. */
	private static final int BLOCK = 8;

	/** The longest email that the server takes as a filter. */
	private static final int LONGEST = 255;

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

	/**
	 * Asks for each open name of a group.
	 * @param group the kind and the parent
	 */
	void ask(NameKey group) {
		ExecutorService threads = Executors.newFixedThreadPool(this.concurrency, (task) -> {
			Thread thread = new Thread(task, "names");
			thread.setDaemon(true);
			return thread;
		});
		try {
			List<Callable<Reply>> block = new ArrayList<>();
			this.book.forEachOpen(group.kind(), (key) -> {
				if (key.parent().equals(group.parent())) {
					block.add(() -> ask(key, key.name()));
				}
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

	private void settle(ExecutorService threads, List<Callable<Reply>> block) {
		try {
			for (Future<Reply> future : threads.invokeAll(block)) {
				settle(future.get());
			}
			block.clear();
			this.book.save();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while names are looked up", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new IllegalStateException(ex.getCause());
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

	/** Returns a filter that finds names like one that does not exist. */
	private static String wider(NameKey key) {
		int at = key.name().indexOf('@');
		return (key.kind() == NameKind.USER && at > 0) ? key.name().substring(0, at) : "";
	}

	private Reply ask(NameKey key, String filter) {
		List<DirectoryEntry> matches = new ArrayList<>();
		List<String> others = new ArrayList<>();
		if (filter.length() > LONGEST) {
			return new Reply(key, matches, others);
		}
		boolean whole = filter.equals(key.name());
		Map<String, String> filters = new HashMap<>(ofParent(key));
		if (!filter.isEmpty()) {
			filters.put(key.kind().nameFilter(), filter);
		}
		try {
			RetriedPages<DirectoryPage> pages = this.listing.pages(key.kind().directory(), filters);
			while (pages.hasNext() && (whole || others.size() < MOST_NEAR)) {
				for (DirectoryEntry entry : pages.next().entries()) {
					if (key.named(entry.name()).equals(key)) {
						matches.add(entry);
					}
					else if (others.size() < MOST_NEAR) {
						others.add(entry.name());
					}
				}
			}
		}
		catch (ListingRefusedException ex) {
			// A space that is not there any more has no projects
			if (!ex.isNotFound() || key.kind() != NameKind.PROJECT) {
				throw ex;
			}
		}
		return new Reply(key, matches, others);
	}

	/** Returns the filter for what is in a parent. */
	static Map<String, String> ofParent(NameKey key) {
		return key.parent().isEmpty() ? Map.of() : Map.of(key.kind().parentFilter(), key.parent());
	}

}

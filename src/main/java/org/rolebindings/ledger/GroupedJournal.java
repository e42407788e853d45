package org.rolebindings.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.ledger.sql.RowId;

/**
 * A journal whose entries are written by one thread. It writes together what many senders
 * ask for at about the same time. If each sender wrote its own entry, the database would
 * rewrite the same pages for each row, and the JVM would keep a buffer of up to a
 * megabyte outside the heap for each sender.
 */
final class GroupedJournal implements UpdateJournal {

	private final long run;

	private final Consumer<List<Entry>> writing;

	private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();

	private final ThreadPoolExecutor writer;

	/**
	 * What is stored for a row.
	 *
	 * @param rowId the row
	 * @param bindingId the binding that is about to change, or {@code null} if there was
	 * nothing to update
	 * @param formerRoleId its role, or {@code null} as well
	 * @param written completes once the entry is on the disk
	 */
	record Entry(long rowId, @Nullable String bindingId, @Nullable String formerRoleId,
			CompletableFuture<@Nullable Void> written) {
	}

	/**
	 * Begins with nothing.
	 * @param run the run whose rows are updated
	 * @param writing writes entries; they are on the disk when it returns
	 */
	GroupedJournal(long run, Consumer<List<Entry>> writing) {
		this.run = run;
		this.writing = writing;
		this.writer = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (task) -> {
			Thread thread = new Thread(task, "journal");
			thread.setDaemon(true);
			return thread;
		});
		this.writer.allowCoreThreadTimeOut(true);
	}

	@Override
	public void beforeUpdate(long line, String bindingId, String formerRoleId) {
		write(line, bindingId, formerRoleId);
	}

	@Override
	public void nothingToUpdate(long line) {
		write(line, null, null);
	}

	private void write(long line, @Nullable String bindingId, @Nullable String formerRoleId) {
		Entry entry = new Entry(RowId.of(this.run, line), bindingId, formerRoleId, new CompletableFuture<>());
		this.waiting.add(entry);
		this.writer.execute(this::writeWaiting);
		try {
			entry.written().join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			if (ex.getCause() instanceof Error cause) {
				throw cause;
			}
			throw ex;
		}
	}

	/** Returns how many entries are not yet being written. */
	int waiting() {
		return this.waiting.size();
	}

	private void writeWaiting() {
		List<Entry> entries = new ArrayList<>();
		this.waiting.drainTo(entries);
		if (entries.isEmpty()) {
			return;
		}
		try {
			this.writing.accept(entries);
			entries.forEach((entry) -> entry.written().complete(null));
		}
		catch (RuntimeException | Error ex) {
			entries.forEach((entry) -> entry.written().completeExceptionally(ex));
		}
	}

}

package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.FileStamp;

/**
 * Watches an inbox: claims one file after the other, oldest first, has it imported and
 * files it away. What was claimed and not filed away, before a crash or a stop, comes
 * first. A problem with a file or the folder does not end it: it reports that, and tries
 * again.
 */
public final class Watcher {

	private static final Duration LONGEST_POLL = Duration.ofMillis(500);

	private static final Duration SHORTEST_POLL = Duration.ofMillis(50);

	/** A file that changes all the time is not imported all the time. */
	private static final Duration CHANGED = Duration.ofSeconds(1);

	/** A file that cannot be read is looked at again after so long. */
	private static final Duration UNREADABLE = Duration.ofSeconds(10);

	private final Path inbox;

	private final Duration settle;

	private final InboxFolders folders;

	private final FileQueue queue;

	private final FiledFiles filed = new FiledFiles();

	private final FileImporter importer;

	private final WatchListener listener;

	private final RetryDelay withInbox = new RetryDelay();

	private final RetryDelay withImports = new RetryDelay();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private @Nullable String trouble;

	/**
	 * Makes a watcher.
	 * @param properties the inbox
	 * @param importer imports the files
	 * @param listener hears what happens
	 */
	public Watcher(InboxProperties properties, FileImporter importer, WatchListener listener) {
		this.inbox = properties.inbox().toAbsolutePath().normalize();
		this.settle = properties.settle();
		this.folders = new InboxFolders(this.inbox);
		this.queue = new FileQueue(this.inbox, this.settle, this.folders, listener, Files::isReadable,
				System::nanoTime);
		this.importer = importer;
		this.listener = listener;
	}

	/**
	 * Watches until it is stopped.
	 * @throws InboxInUseException if another watcher holds the inbox
	 * @throws UnusableInboxException if the inbox cannot be used from the beginning
	 */
	public void run() {
		try (InboxLock hold = new InboxLock(this.inbox)) {
			begin(hold);
			while (!isStopped()) {
				pause(step(hold));
			}
			this.filed.allGrown(System.nanoTime()).forEach(this.listener::remark);
		}
	}

	/** Has the watcher end; an import that goes on is for others to stop. */
	public void stop() {
		this.stopped.countDown();
	}

	private boolean isStopped() {
		return this.stopped.getCount() == 0;
	}

	private void begin(InboxLock hold) {
		try {
			Files.createDirectories(this.inbox);
			hold.ensure();
			this.folders.make();
			this.listener.watching(this.inbox);
		}
		catch (IOException ex) {
			throw new UnusableInboxException(this.inbox, ex);
		}
	}

	/** Does what there is to do, and tells how long to wait until the next step. */
	private Duration step(InboxLock hold) {
		try {
			hold.ensure();
			this.folders.make();
			ClaimedFile file = this.queue.next();
			Duration pause = (file != null) ? work(file) : poll();
			this.filed.grown(System.nanoTime()).forEach(this.listener::remark);
			recovered();
			return pause;
		}
		catch (IOException ex) {
			troubled("The inbox " + this.inbox + " cannot be used: " + UnusableInboxException.reason(ex)
					+ ". Remove the cause; the watcher keeps trying.");
		}
		catch (InboxInUseException ex) {
			troubled(String.valueOf(ex.getMessage()));
		}
		return this.withInbox.pause();
	}

	private Duration poll() {
		return longer(SHORTEST_POLL, shorter(LONGEST_POLL, this.settle.dividedBy(2)));
	}

	private Duration work(ClaimedFile file) throws IOException {
		FileStamp before = FileStamp.of(file.path());
		this.listener.begins(file);
		FileOutcome outcome = this.importer.importFile(file, (end) -> fileAway(file, before, end));
		if (outcome.fate() == FileOutcome.Fate.WAIT) {
			this.listener.ended(file, outcome);
			return this.withImports.pause();
		}
		this.withImports.rest();
		if (outcome.fate() == FileOutcome.Fate.AGAIN) {
			this.listener.ended(file, outcome);
			boolean changed = !FileStamp.of(file.path()).equals(before);
			this.queue.postpone(file, changed ? longer(CHANGED, this.settle) : UNREADABLE);
		}
		return Duration.ZERO;
	}

	private boolean fileAway(ClaimedFile file, FileStamp before, FileOutcome outcome) throws IOException {
		this.listener.ended(file, outcome);
		if (!FileStamp.of(file.path()).equals(before)) {
			this.queue.postpone(file, longer(CHANGED, this.settle));
			return false;
		}
		Path place = this.folders.file(file, outcome);
		this.filed.add(place, file.name(), before, System.nanoTime());
		this.listener.filed(file, outcome, place);
		return true;
	}

	/** Tells what is wrong with the inbox, once. */
	private void troubled(String sentence) {
		if (!sentence.equals(this.trouble)) {
			this.trouble = sentence;
			this.listener.trouble(sentence);
		}
	}

	private void recovered() {
		this.withInbox.rest();
		if (this.trouble != null) {
			this.trouble = null;
			this.listener.recovered();
		}
	}

	private void pause(Duration time) {
		try {
			boolean unused = this.stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			stop();
		}
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}

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
 * files it away. Files that were claimed before a crash or a stop come first. If there is
 * a problem with a file or the folder, the watcher reports it and tries again.
 */
public final class Watcher {

	private static final Duration LONGEST_POLL = Duration.ofMillis(500);

	private static final Duration SHORTEST_POLL = Duration.ofMillis(50);

	/** How long a file waits at least that has changed during its import. */
	private static final Duration PAUSE_AFTER_CHANGE = Duration.ofSeconds(1);

	/** How long a file waits that could not be read. */
	private static final Duration PAUSE_IF_UNREADABLE = Duration.ofSeconds(10);

	private final Path inbox;

	private final Duration settle;

	private final InboxFolders folders;

	private final FileQueue queue;

	private final FiledFiles filed = new FiledFiles();

	private final FileImporter importer;

	private final WatchListener listener;

	private final RetryDelay inboxDelay = new RetryDelay();

	private final RetryDelay importDelay = new RetryDelay();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private @Nullable String trouble;

	/**
	 * Makes a watcher.
	 * @param properties the inbox
	 * @param importer imports the files
	 * @param listener is told what happens
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
	 * @throws UnusableInboxException if the inbox cannot be used at the start
	 */
	public void run() {
		try (InboxLock lock = new InboxLock(this.inbox)) {
			begin(lock);
			while (!isStopped()) {
				pause(step(lock));
			}
			this.filed.allGrown(System.nanoTime()).forEach(this.listener::remark);
		}
	}

	/** Ends the watcher. An import that is running must be stopped in another way. */
	public void stop() {
		this.stopped.countDown();
	}

	private boolean isStopped() {
		return this.stopped.getCount() == 0;
	}

	private void begin(InboxLock lock) {
		try {
			Files.createDirectories(this.inbox);
			lock.ensure();
			this.folders.make();
			this.listener.watching(this.inbox);
		}
		catch (IOException ex) {
			throw new UnusableInboxException(this.inbox, ex);
		}
	}

	/** Does one step, and returns how long to wait until the next one. */
	private Duration step(InboxLock lock) {
		try {
			lock.ensure();
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
		return this.inboxDelay.next();
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
			return this.importDelay.next();
		}
		this.importDelay.reset();
		if (outcome.fate() == FileOutcome.Fate.AGAIN) {
			this.listener.ended(file, outcome);
			boolean changed = !FileStamp.of(file.path()).equals(before);
			this.queue.postpone(file, changed ? longer(PAUSE_AFTER_CHANGE, this.settle) : PAUSE_IF_UNREADABLE);
		}
		return Duration.ZERO;
	}

	private boolean fileAway(ClaimedFile file, FileStamp before, FileOutcome outcome) throws IOException {
		this.listener.ended(file, outcome);
		if (!FileStamp.of(file.path()).equals(before)) {
			this.queue.postpone(file, longer(PAUSE_AFTER_CHANGE, this.settle));
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
		this.inboxDelay.reset();
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

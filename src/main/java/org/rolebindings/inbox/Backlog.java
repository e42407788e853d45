package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds out which files wait in an inbox, also while the watcher imports a file and does
 * not scan the inbox itself, which may take hours.
 */
public final class Backlog {

	private static final int MOST_NAMES = 20;

	private final Path inbox;

	private final InboxScanner claimed;

	private final InboxScanner dropped;

	private final LongSupplier nanoClock;

	/**
	 * Prepares to scan an inbox.
	 * @param properties the inbox
	 */
	public Backlog(InboxProperties properties) {
		this(properties.inbox(), System::nanoTime);
	}

	Backlog(Path inbox, LongSupplier nanoClock) {
		this.inbox = inbox.toAbsolutePath().normalize();
		this.claimed = new InboxScanner(new InboxFolders(this.inbox).processing(), Duration.ZERO);
		this.dropped = new InboxScanner(this.inbox, Duration.ZERO);
		this.nanoClock = nanoClock;
	}

	/**
	 * The waiting files at one time.
	 *
	 * @param files how many files wait
	 * @param oldest for how long the first of them has been seen waiting, 0 if no file
	 * waits
	 * @param first the names of those that come first, 20 at most
	 * @param trouble why the inbox cannot be read, or {@code null} if it can
	 */
	public record Snapshot(int files, Duration oldest, List<String> first, @Nullable String trouble) {

		/** The snapshot before the first scan. */
		public static final Snapshot NONE = new Snapshot(0, Duration.ZERO, List.of(), null);

	}

	/**
	 * Scans the inbox.
	 * @param current the file that is being imported, which does not wait; {@code null}
	 * if there is none
	 * @return the waiting files, in the order of the imports
	 */
	public synchronized Snapshot snapshot(@Nullable ClaimedFile current) {
		long now = this.nanoClock.getAsLong();
		try {
			this.claimed.scan(now);
			this.dropped.scan(now);
		}
		catch (IOException ex) {
			return new Snapshot(0, Duration.ZERO, List.of(), UnusableInboxException.reason(ex));
		}
		List<InboxFile> files = Stream.concat(this.claimed.all().stream(), this.dropped.all().stream())
			.filter((file) -> current == null || !file.path().equals(current.path()))
			.toList();
		long oldest = files.stream().mapToLong((file) -> now - file.seenAt()).max().orElse(0);
		return new Snapshot(files.size(), Duration.ofNanos(oldest),
				files.stream().limit(MOST_NAMES).map(Backlog::name).toList(), null);
	}

	private static String name(InboxFile file) {
		return ClaimedFile.at(file.path()).map(ClaimedFile::name).orElse(InboxFile.name(file.path()));
	}

}

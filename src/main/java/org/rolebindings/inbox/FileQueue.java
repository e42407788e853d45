package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What there is to import, in order: the files that are claimed already, then those that
 * have been still for long enough, each oldest first.
 */
final class FileQueue {

	private final Duration settle;

	private final InboxFolders folders;

	private final Arrivals arrivals;

	private final WatchListener listener;

	private final Predicate<Path> readable;

	private final LongSupplier nanoClock;

	/** The claimed files that are not to be tried before a certain time. */
	private final Map<Path, Long> postponed = new HashMap<>();

	/** What lies in the inbox, cannot be read, and has been told. */
	private Set<Arrival> unreadable = new HashSet<>();

	FileQueue(Path inbox, Duration settle, InboxFolders folders, WatchListener listener, Predicate<Path> readable,
			LongSupplier nanoClock) {
		this.settle = settle;
		this.folders = folders;
		this.arrivals = new Arrivals(inbox, settle);
		this.listener = listener;
		this.readable = readable;
		this.nanoClock = nanoClock;
	}

	/**
	 * Chooses the next file, and claims it where it has not been claimed before.
	 * @return the file, or {@code null} where there is none to be imported now
	 * @throws IOException if a folder cannot be read, or a file not be claimed
	 */
	@Nullable ClaimedFile next() throws IOException {
		long now = this.nanoClock.getAsLong();
		List<Arrival> claimed = this.folders.claimed(now);
		this.postponed.keySet().retainAll(claimed.stream().map(Arrival::path).toList());
		this.arrivals.look(now);
		for (Arrival file : claimed) {
			Long notBefore = this.postponed.get(file.path());
			if (notBefore == null || now - notBefore >= 0) {
				return ClaimedFile.at(file.path()).orElseThrow();
			}
		}
		return claimOne(readable(this.arrivals.still(now)));
	}

	private List<Arrival> readable(List<Arrival> files) {
		Set<Arrival> found = new HashSet<>();
		for (Arrival file : files) {
			if (!this.readable.test(file.path())) {
				found.add(file);
				if (!this.unreadable.contains(file)) {
					this.listener.unreadable(file.path());
				}
			}
		}
		this.unreadable = found;
		return files.stream().filter((file) -> !found.contains(file)).toList();
	}

	private @Nullable ClaimedFile claimOne(List<Arrival> files) throws IOException {
		for (Arrival file : files) {
			if (isStill(file.path(), file.stamp())) {
				ClaimedFile claimed = this.folders.claim(file.path());
				if (isStill(claimed.path(), file.stamp())) {
					return claimed;
				}
				postpone(claimed, this.settle);
			}
		}
		return null;
	}

	private static boolean isStill(Path path, FileStamp stamp) throws IOException {
		return Files.exists(path) && FileStamp.of(path).equals(stamp);
	}

	/** Leaves a claimed file alone for a while, and lets others go first. */
	void postpone(ClaimedFile file, Duration time) {
		this.postponed.put(file.path(), this.nanoClock.getAsLong() + time.toNanos());
	}

}

package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import org.rolebindings.files.FileProblem;
import org.rolebindings.files.FileStamp;

/**
 * What there is to import, in order: the files that are claimed already, then those that
 * have been still for long enough, each oldest first.
 */
final class FileQueue {

	/**
	 * A file that shows that rows are missing waits this many times as long as others:
	 * its writer may pause after the header, or after reserving the room.
	 */
	private static final int SETTLES_WITHOUT_ROWS = 30;

	private static final Duration LONGEST_WITHOUT_ROWS = Duration.ofMinutes(10);

	private static final Duration UNCLAIMABLE = Duration.ofSeconds(10);

	private final Duration settle;

	private final InboxFolders folders;

	private final InboxScanner arrivals;

	private final WatchListener listener;

	private final Predicate<Path> readable;

	private final LongSupplier nanoClock;

	/** The claimed files that are not to be tried before a certain time. */
	private final Map<Path, Long> postponed = new HashMap<>();

	/** The unreadable files in the inbox that were reported. */
	private Set<InboxFile> unreadable = new HashSet<>();

	/** What was said about the files that are left where they are. */
	private final Map<Path, String> told = new HashMap<>();

	private final Set<Path> left = new HashSet<>();

	/** The files that could not be claimed are not tried before a certain time. */
	private final Map<Path, Long> unclaimable = new HashMap<>();

	FileQueue(Path inbox, Duration settle, InboxFolders folders, WatchListener listener, Predicate<Path> readable,
			LongSupplier nanoClock) {
		this.settle = settle;
		this.folders = folders;
		this.arrivals = new InboxScanner(inbox, settle);
		this.listener = listener;
		this.readable = readable;
		this.nanoClock = nanoClock;
	}

	/**
	 * Chooses the next file, and claims it if it has not been claimed before.
	 * @return the file, or {@code null} if there is none to be imported now
	 * @throws IOException if a folder cannot be read, or a file not be claimed
	 */
	@Nullable ClaimedFile next() throws IOException {
		long now = this.nanoClock.getAsLong();
		List<InboxFile> claimed = this.folders.claimed(now);
		this.postponed.keySet().retainAll(claimed.stream().map(InboxFile::path).toList());
		this.arrivals.look(now);
		for (InboxFile file : claimed) {
			Long notBefore = this.postponed.get(file.path());
			if (notBefore == null || now - notBefore >= 0) {
				return ClaimedFile.at(file.path()).orElseThrow();
			}
		}
		return claimOne(now);
	}

	private @Nullable ClaimedFile claimOne(long now) throws IOException {
		this.left.clear();
		this.arrivals.unseen()
			.forEach((path, failure) -> leave(path, path + " is left alone, because it cannot be looked at ("
					+ FileProblem.reason(failure) + "); the watcher keeps trying."));
		ClaimedFile claimed = claimOne(readable(this.arrivals.still(now)), now);
		if (claimed == null) {
			this.told.keySet().retainAll(this.left);
			this.unclaimable.keySet().retainAll(this.left);
		}
		return claimed;
	}

	private List<InboxFile> readable(List<InboxFile> files) {
		Set<InboxFile> found = new HashSet<>();
		for (InboxFile file : files) {
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

	private @Nullable ClaimedFile claimOne(List<InboxFile> files, long now) throws IOException {
		for (InboxFile file : files) {
			ClaimedFile claimed = isToWait(file, now) ? null : claim(file, now);
			if (claimed != null) {
				return claimed;
			}
		}
		return null;
	}

	private boolean isToWait(InboxFile file, long now) throws IOException {
		Path path = file.path();
		Long notBefore = this.unclaimable.get(path);
		if (notBefore != null && now - notBefore < 0) {
			this.left.add(path);
			return true;
		}
		if (IgnoredNames.isConflictCopy(InboxFile.name(path))) {
			leave(path,
					path + " is left alone, because a sync client seems to have made it from two versions that differ; "
							+ "rename the right one.");
			return true;
		}
		Duration wait = this.settle.multipliedBy(SETTLES_WITHOUT_ROWS);
		wait = (wait.compareTo(LONGEST_WITHOUT_ROWS) > 0) ? LONGEST_WITHOUT_ROWS : wait;
		String lack = (now - file.stillSince() < wait.toNanos()) ? lack(path) : null;
		if (lack == null) {
			return false;
		}
		leave(path, path + lack + ", so the watcher waits; if it does not change for " + wait.toSeconds()
				+ " s, it is imported as it is.");
		return true;
	}

	/** What shows that rows are missing, or {@code null}. */
	private static @Nullable String lack(Path path) {
		try {
			if (CompletenessCheck.endInNuls(path)) {
				return " ends in NUL bytes, as if somebody were still copying it";
			}
			return CompletenessCheck.haveNoRow(path) ? " has no row yet" : null;
		}
		catch (IOException ex) {
			// The claim or the import will say so
			return null;
		}
	}

	private @Nullable ClaimedFile claim(InboxFile file, long now) throws IOException {
		try {
			if (!isStill(file.path(), file.stamp())) {
				return null;
			}
			ClaimedFile claimed = this.folders.claim(file.path());
			if (isStill(claimed.path(), file.stamp())) {
				return claimed;
			}
			postpone(claimed, this.settle);
		}
		catch (IOException ex) {
			this.folders.checkClaims();
			if (Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
				this.unclaimable.put(file.path(), now + UNCLAIMABLE.toNanos());
				leave(file.path(),
						file.path() + " is left alone, because it cannot be moved to " + this.folders.processing()
								+ " (" + FileProblem.reason(ex) + "); the watcher keeps trying. Make the user who runs "
								+ "this its owner, or close the program that holds it open.");
			}
		}
		return null;
	}

	/** Leaves a file where it is, and says why, once. */
	private void leave(Path path, String sentence) {
		this.left.add(path);
		if (!sentence.equals(this.told.put(path, sentence))) {
			this.listener.remark(sentence);
		}
	}

	private static boolean isStill(Path path, FileStamp stamp) throws IOException {
		return Files.exists(path) && FileStamp.of(path).equals(stamp);
	}

	/** Leaves a claimed file alone for a while, and lets others go first. */
	void postpone(ClaimedFile file, Duration time) {
		this.postponed.put(file.path(), this.nanoClock.getAsLong() + time.toNanos());
	}

}

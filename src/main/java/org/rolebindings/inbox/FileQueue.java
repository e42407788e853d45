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
 * The files to import, in order: first those that are claimed already, then those that
 * have not changed for long enough; of each kind the oldest first.
 */
final class FileQueue {

	/**
	 * A file that seems to lack rows waits this many times as long as others, because its
	 * writer may pause after the header, or after reserving the space.
	 */
	private static final int SETTLES_WITHOUT_ROWS = 30;

	private static final Duration LONGEST_WITHOUT_ROWS = Duration.ofMinutes(10);

	private static final Duration CLAIM_RETRY = Duration.ofSeconds(10);

	private final Duration settle;

	private final InboxFolders folders;

	private final InboxScanner scanner;

	private final WatchListener listener;

	private final Predicate<Path> readable;

	private final LongSupplier nanoClock;

	/** When to try the claimed files again that could not be imported. */
	private final Map<Path, Long> postponed = new HashMap<>();

	/** The unreadable files in the inbox that were reported. */
	private Set<InboxFile> unreadable = new HashSet<>();

	/** What was said about the files that are left where they are. */
	private final Map<Path, String> told = new HashMap<>();

	private final Set<Path> left = new HashSet<>();

	/** When to try again to claim the files that could not be claimed. */
	private final Map<Path, Long> unclaimable = new HashMap<>();

	FileQueue(Path inbox, Duration settle, InboxFolders folders, WatchListener listener, Predicate<Path> readable,
			LongSupplier nanoClock) {
		this.settle = settle;
		this.folders = folders;
		this.scanner = new InboxScanner(inbox, settle);
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
		this.scanner.scan(now);
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
		this.scanner.failures()
			.forEach((path, failure) -> leave(path, path + " is left alone, because it cannot be looked at ("
					+ FileProblem.reason(failure) + "); the watcher keeps trying."));
		ClaimedFile claimed = claimOne(readable(this.scanner.settled(now)), now);
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
		String lack = (now - file.unchangedSince() < wait.toNanos()) ? lack(path) : null;
		if (lack == null) {
			return false;
		}
		leave(path, path + lack + ", so the watcher waits; if it does not change for " + wait.toSeconds()
				+ " s, it is imported as it is.");
		return true;
	}

	/** Why rows seem to be missing, or {@code null} if they do not. */
	private static @Nullable String lack(Path path) {
		try {
			if (CompletenessCheck.endsInNuls(path)) {
				return " ends in NUL bytes, as if somebody were still copying it";
			}
			return CompletenessCheck.hasNoRow(path) ? " has no row yet" : null;
		}
		catch (IOException ex) {
			// The claim or the import will say so
			return null;
		}
	}

	private @Nullable ClaimedFile claim(InboxFile file, long now) throws IOException {
		try {
			if (!isUnchanged(file.path(), file.stamp())) {
				return null;
			}
			ClaimedFile claimed = this.folders.claim(file.path());
			if (isUnchanged(claimed.path(), file.stamp())) {
				return claimed;
			}
			postpone(claimed, this.settle);
		}
		catch (IOException ex) {
			this.folders.checkClaims();
			if (Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
				this.unclaimable.put(file.path(), now + CLAIM_RETRY.toNanos());
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

	private static boolean isUnchanged(Path path, FileStamp stamp) throws IOException {
		return Files.exists(path) && FileStamp.of(path).equals(stamp);
	}

	/** Leaves a claimed file alone for a while, and lets others go first. */
	void postpone(ClaimedFile file, Duration time) {
		this.postponed.put(file.path(), this.nanoClock.getAsLong() + time.toNanos());
	}

}

package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.rolebindings.files.CsvFileName;
import org.rolebindings.files.FileStamp;

/**
 * The files that lie in the inbox, and which of them nobody writes to any more. Stillness
 * is measured here, by a clock that cannot be set, and not told from a file's time.
 */
final class InboxScanner {

	private final Path inbox;

	private final long settle;

	private Map<Path, InboxFile> seen = new HashMap<>();

	private final Map<Path, IOException> unseen = new TreeMap<>();

	InboxScanner(Path inbox, Duration settle) {
		this.inbox = inbox;
		this.settle = settle.toNanos();
	}

	/**
	 * Looks into the folder.
	 * @param now the time of {@link System#nanoTime()}
	 * @throws IOException if it cannot be read
	 */
	void look(long now) throws IOException {
		Map<Path, InboxFile> there = new HashMap<>();
		this.unseen.clear();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.inbox, InboxScanner::isNamedAsCsv)) {
			for (Path path : files) {
				look(path, now, there);
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		this.seen = there;
	}

	private void look(Path path, long now, Map<Path, InboxFile> there) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (attributes.isRegularFile()) {
				FileStamp stamp = FileStamp.of(attributes);
				InboxFile before = this.seen.get(path);
				there.put(path, (before != null) ? before.seenAgain(stamp, now) : new InboxFile(path, stamp, now, now));
			}
		}
		catch (NoSuchFileException ex) {
			// It has been taken away meanwhile
		}
		catch (IOException ex) {
			this.unseen.put(path, ex);
		}
	}

	private static boolean isNamedAsCsv(Path path) {
		String name = InboxFile.name(path);
		return CsvFileName.isCsv(name) && !IgnoredNames.isCompanion(name);
	}

	/** The files that cannot be looked at, and why, as with a stale handle of NFS. */
	Map<Path, IOException> unseen() {
		return this.unseen;
	}

	/** All files, oldest first. */
	List<InboxFile> all() {
		return this.seen.values().stream().sorted(InboxFile.OLDEST_FIRST).toList();
	}

	/**
	 * The files that have been still for long enough, oldest first.
	 * @param now the time of {@link System#nanoTime()}
	 */
	List<InboxFile> still(long now) {
		return all().stream().filter((arrival) -> now - arrival.stillSince() >= this.settle).toList();
	}

}

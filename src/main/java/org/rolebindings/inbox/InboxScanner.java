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
 * Scans a folder for CSV files, and tells which of them have not changed for a while.
 * That time is measured with a clock that cannot be set; a file's own time may be wrong.
 */
final class InboxScanner {

	private final Path inbox;

	private final long settle;

	private Map<Path, InboxFile> seen = new HashMap<>();

	private final Map<Path, IOException> failures = new TreeMap<>();

	InboxScanner(Path inbox, Duration settle) {
		this.inbox = inbox;
		this.settle = settle.toNanos();
	}

	/**
	 * Scans the folder.
	 * @param now the time of {@link System#nanoTime()}
	 * @throws IOException if it cannot be read
	 */
	void scan(long now) throws IOException {
		Map<Path, InboxFile> there = new HashMap<>();
		this.failures.clear();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.inbox, InboxScanner::isNamedAsCsv)) {
			for (Path path : files) {
				scan(path, now, there);
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		this.seen = there;
	}

	private void scan(Path path, long now, Map<Path, InboxFile> there) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (attributes.isRegularFile()) {
				FileStamp stamp = FileStamp.of(attributes);
				InboxFile before = this.seen.get(path);
				there.put(path, (before != null) ? before.rescanned(stamp, now) : new InboxFile(path, stamp, now, now));
			}
		}
		catch (NoSuchFileException ex) {
			// It was removed during the scan
		}
		catch (IOException ex) {
			this.failures.put(path, ex);
		}
	}

	private static boolean isNamedAsCsv(Path path) {
		String name = InboxFile.name(path);
		return CsvFileName.isCsv(name) && !IgnoredNames.isTemporary(name);
	}

	/** The files whose attributes cannot be read, and why, like a stale handle of NFS. */
	Map<Path, IOException> failures() {
		return this.failures;
	}

	/** All files, oldest first. */
	List<InboxFile> all() {
		return this.seen.values().stream().sorted(InboxFile.OLDEST_FIRST).toList();
	}

	/**
	 * The files that have not changed for long enough, oldest first.
	 * @param now the time of {@link System#nanoTime()}
	 */
	List<InboxFile> settled(long now) {
		return all().stream().filter((file) -> now - file.unchangedSince() >= this.settle).toList();
	}

}

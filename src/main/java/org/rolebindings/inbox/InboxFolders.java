package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import org.rolebindings.files.CsvFileName;
import org.rolebindings.files.DiskSync;
import org.rolebindings.files.FileStamp;

/**
 * The folders that tell the state of a file: {@code processing} from its claim on, then
 * {@code done} or {@code failed}. Each move is an atomic rename, and is on the disk
 * before anything depends on it.
 */
class InboxFolders {

	private static final String PROBE = ".role-bindings.probe";

	private static final int MOST_SUFFIXES = 10_000;

	private final Path inbox;

	private final Path processing;

	private final Path done;

	private final Path failed;

	InboxFolders(Path inbox) {
		this.inbox = inbox;
		this.processing = inbox.resolve("processing");
		this.done = inbox.resolve("done");
		this.failed = inbox.resolve("failed");
	}

	/** Where the claimed files are. */
	Path processing() {
		return this.processing;
	}

	/** Makes the folders that are missing, but for the inbox itself. */
	void make() throws IOException {
		for (Path folder : List.of(this.processing, this.done, this.failed)) {
			if (!Files.isDirectory(folder)) {
				Files.createDirectory(folder);
			}
		}
	}

	/** The files that were claimed and not filed away, oldest first. */
	List<InboxFile> claimed(long now) throws IOException {
		List<InboxFile> files = new ArrayList<>();
		try (DirectoryStream<Path> paths = Files.newDirectoryStream(this.processing)) {
			for (Path path : paths) {
				if (ClaimedFile.at(path).isPresent() && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
					files.add(new InboxFile(path, FileStamp.of(path), now, now));
				}
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		files.sort(InboxFile.OLDEST_FIRST);
		return files;
	}

	/**
	 * Claims a file.
	 * @param file a file in the inbox
	 * @return the claimed file
	 * @throws IOException if it cannot be moved; it is where it was then
	 */
	ClaimedFile claim(Path file) throws IOException {
		String claim = ClaimedFile.newClaim();
		Path place = move(file, this.processing, InboxFile.name(file), claim + "-", "");
		DiskSync.folder(this.processing);
		DiskSync.folder(this.inbox);
		return ClaimedFile.at(place).orElseThrow();
	}

	/**
	 * Checks with a test file whether files can be claimed at all.
	 * @throws IOException if they cannot; then the reason is not a certain file
	 */
	void checkClaims() throws IOException {
		Path probe = this.inbox.resolve(PROBE);
		Path moved = this.processing.resolve(PROBE);
		try {
			Files.write(probe, new byte[0]);
			Files.move(probe, moved, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(probe);
			Files.deleteIfExists(moved);
		}
	}

	/**
	 * Files a file away.
	 * @param file the file
	 * @param outcome its outcome, done or failed
	 * @return where it is now
	 * @throws IOException if it cannot be moved; it is where it was then
	 */
	Path file(ClaimedFile file, FileOutcome outcome) throws IOException {
		Path folder = (outcome.fate() == FileOutcome.Fate.DONE) ? this.done : this.failed;
		String run = (outcome.run() != null) ? outcome.run().toString() : file.claim();
		Path place = move(file.path(), folder, file.name(), "", "-" + run);
		DiskSync.folder(folder);
		DiskSync.folder(this.processing);
		return place;
	}

	private static Path move(Path file, Path folder, String name, String before, String after) throws IOException {
		try {
			return move(file, folder, name, before, after, CsvFileName.MAX_BYTES);
		}
		catch (FileSystemException ex) {
			if (String.valueOf(ex.getReason()).contains("too long")) {
				return move(file, folder, name, before, after, CsvFileName.MAX_BYTES_ENCRYPTED);
			}
			throw ex;
		}
	}

	/** Only the watcher writes to these folders, so that a name that is free stays so. */
	private static Path move(Path file, Path folder, String name, String before, String after, int bytes)
			throws IOException {
		CsvFileName csv = CsvFileName.of(name);
		for (int number = 1; number <= MOST_SUFFIXES; number++) {
			String suffix = (number > 1) ? after + "-" + number : after;
			Path place = resolve(folder, csv.with(before, suffix, bytes));
			if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
				return Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
			}
		}
		throw new IOException(folder + " has too many files named " + name);
	}

	/** If the locale cannot write the name, other letters replace its own. */
	private static Path resolve(Path folder, String name) {
		try {
			return folder.resolve(name);
		}
		catch (InvalidPathException ex) {
			return folder.resolve(name.replaceAll("[^\\x20-\\x7e]", "_"));
		}
	}

}

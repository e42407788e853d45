package org.rolebindings.files;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that appears in its place complete or not at all. It is written to a hidden
 * temporary file in the same folder, forced to the disk, and then moved.
 */
public final class WholeFile implements Closeable {

	private static final int BUFFER = 1 << 16;

	private final Path place;

	private final Path temporary;

	private final FileChannel channel;

	private final Writer writer;

	/**
	 * Begins a file. Only its owner can read it.
	 * @param place where it will be
	 * @throws IOException if nothing can be written beside it
	 */
	public WholeFile(Path place) throws IOException {
		this.place = place;
		this.temporary = place.resolveSibling("." + place.getFileName() + "."
				+ HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".tmp");
		this.channel = FileChannel.open(this.temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				OwnerOnly.file(this.temporary));
		boolean unused = lock(this.channel);
		// Texts of the server may have half of a surrogate pair, which UTF-8 cannot
		// encode
		CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder()
			.onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
		this.writer = new BufferedWriter(Channels.newWriter(this.channel, encoder, BUFFER), BUFFER);
	}

	/**
	 * Removes the temporary files of processes that were killed while they wrote a file.
	 * @param place where the file would be
	 */
	public static void removeLeftovers(Path place) {
		Pattern name = Pattern.compile(Pattern.quote("." + place.getFileName()) + "\\.[0-9a-f]{16}\\.tmp");
		Path folder = place.toAbsolutePath().getParent();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder,
				(file) -> name.matcher(String.valueOf(file.getFileName())).matches())) {
			for (Path file : files) {
				removeIfLeft(file);
			}
		}
		catch (IOException ex) {
			// The next process tries again
		}
	}

	private static void removeIfLeft(Path file) throws IOException {
		if (isAbandoned(file)) {
			boolean unused = Files.deleteIfExists(file);
		}
	}

	/**
	 * Returns whether no process writes a temporary file.
	 * @param temporary a file with the name of a temporary one
	 */
	public static boolean isAbandoned(Path temporary) throws IOException {
		try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
			return lock(channel);
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/** A process that writes a file keeps it locked, so that others do not remove it. */
	private static boolean lock(FileChannel channel) {
		try {
			return channel.tryLock() != null;
		}
		catch (IOException | OverlappingFileLockException ex) {
			return false;
		}
	}

	/** Writes a text. */
	public void write(String text) throws IOException {
		this.writer.write(text);
	}

	/** Adds what another file has, which must not be written to any more. */
	public void append(WholeFile other) throws IOException {
		this.writer.flush();
		other.writer.flush();
		try (FileChannel content = FileChannel.open(other.temporary, StandardOpenOption.READ)) {
			long size = content.size();
			for (long at = 0; at < size;) {
				at += content.transferTo(at, size - at, this.channel);
			}
		}
	}

	/** Ends the file. When this returns, its content is on the disk. */
	public void finish() throws IOException {
		this.writer.flush();
		this.channel.force(true);
	}

	/** Replaces what is in the place. */
	public void moveIntoPlace() throws IOException {
		this.channel.close();
		Files.move(this.temporary, this.place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	/** Removes the temporary file if it was not moved into place. */
	@Override
	public void close() throws IOException {
		this.channel.close();
		Files.deleteIfExists(this.temporary);
	}

}

package org.rolebindings.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import org.rolebindings.files.OwnerOnly;

/**
 * A file that appears in its place complete or not at all. It is written to a hidden
 * temporary file in the same folder, forced to the disk, and then moved.
 */
final class ReportFile implements AutoCloseable {

	private static final Pattern TEMPORARY = Pattern.compile("\\.[a-z]+\\.(csv|json|html)\\.[0-9a-f]{16}\\.tmp");

	private static final int BUFFER = 1 << 16;

	private final Path place;

	private final Path temporary;

	private final FileChannel channel;

	private final Writer writer;

	ReportFile(Path place) {
		this.place = place;
		this.temporary = place.resolveSibling("." + place.getFileName() + "."
				+ HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".tmp");
		try {
			this.channel = FileChannel.open(this.temporary,
					Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(this.temporary));
			// Until the channel is closed
			FileLock unused = this.channel.tryLock();
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(place, ex);
		}
		// Texts of the server may have half of a surrogate pair, which UTF-8 cannot
		// encode
		CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder()
			.onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
		this.writer = new BufferedWriter(Channels.newWriter(this.channel, encoder, BUFFER), BUFFER);
	}

	/** Whether a file is a temporary one of a process that died. */
	static boolean isAbandoned(Path path) throws IOException {
		if (!TEMPORARY.matcher(path.getFileName().toString()).matches()) {
			return false;
		}
		try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE); FileLock lock = file.tryLock()) {
			return lock != null;
		}
		catch (NoSuchFileException | OverlappingFileLockException ex) {
			return false;
		}
	}

	void write(String text) {
		try {
			this.writer.write(text);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	/** Adds what another file has, which must not be written to any more. */
	void append(ReportFile other) {
		try {
			this.writer.flush();
			other.writer.flush();
			try (FileChannel content = FileChannel.open(other.temporary, StandardOpenOption.READ)) {
				long size = content.size();
				for (long at = 0; at < size;) {
					at += content.transferTo(at, size - at, this.channel);
				}
			}
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	/** Ends the file. When this returns, its content is on the disk. */
	void finish() {
		try {
			this.writer.flush();
			this.channel.force(true);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	void moveIntoPlace() {
		try {
			this.channel.close();
			Files.move(this.temporary, this.place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	void removeFromPlace() {
		try {
			Files.deleteIfExists(this.place);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	/** Removes the temporary file if it was not moved into place. */
	@Override
	public void close() {
		try {
			this.channel.close();
			Files.deleteIfExists(this.temporary);
		}
		catch (IOException ex) {
			// The next report set removes it
		}
	}

}

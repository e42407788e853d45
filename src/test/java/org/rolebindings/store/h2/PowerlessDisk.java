package org.rolebindings.store.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * H2's files on a disk that can lose power: what was forced is there afterwards, and of
 * what was written since then, some is.
 */
public final class PowerlessDisk extends FilePathWrapper {

	private static final String SCHEME = "powerless";

	private static final AtomicReference<@Nullable PowerlessFile> LAST_OPENED = new AtomicReference<>();

	/** Has H2 know the disk. */
	static void plugIn() {
		FilePath.register(new PowerlessDisk());
	}

	/** The address of a database on the disk. */
	static String url(Path database) {
		return "jdbc:h2:" + SCHEME + ":" + database + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
	}

	/**
	 * Loses power.
	 * @param luck decides on what was not forced; {@code null} for none of it
	 * @param file where what is left is written
	 */
	static void losePower(@Nullable Random luck, Path file) {
		PowerlessFile opened = LAST_OPENED.get();
		if (opened == null) {
			throw new IllegalStateException("No file is open");
		}
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, opened.left(luck));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		PowerlessFile file = new PowerlessFile(super.open(mode));
		LAST_OPENED.set(file);
		return file;
	}

	@Override
	public String getScheme() {
		return SCHEME;
	}

	/** What is in a file, as bytes. */
	static byte[] content(FileChannel file) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
		while (content.hasRemaining() && file.read(content, content.position()) > 0) {
			// Until all is read
		}
		return content.array();
	}

}

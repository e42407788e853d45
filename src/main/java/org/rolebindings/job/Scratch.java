package org.rolebindings.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A private folder for what nobody needs afterwards. */
final class Scratch implements Closeable {

	private final Path folder;

	private Scratch(Path folder) {
		this.folder = folder;
	}

	/** Makes a folder where the system keeps temporary files. */
	static Scratch create() {
		try {
			return new Scratch(Files.createTempDirectory("role-bindings-"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path folder() {
		return this.folder;
	}

	@Override
	public void close() {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder)) {
			for (Path file : files) {
				Files.delete(file);
			}
			Files.delete(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

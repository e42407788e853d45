package org.rolebindings.job.scratch;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.rolebindings.csv.source.TemporaryFiles;
import org.rolebindings.files.OwnerOnly;

import org.springframework.util.FileSystemUtils;

/** A private folder for temporary files. */
public final class Scratch implements Closeable {

	private final Path folder;

	private Scratch(Path folder) {
		this.folder = folder;
	}

	/** Makes a folder in the system's folder for temporary files. */
	public static Scratch inSystemFolder() {
		return new Scratch(TemporaryFiles.folder("scratch-"));
	}

	/** Makes a folder below another one. It replaces the folder of a crashed start. */
	public static Scratch below(Path parent) {
		Path folder = parent.resolve("scratch");
		try {
			FileSystemUtils.deleteRecursively(folder);
			return new Scratch(Files.createDirectory(folder, OwnerOnly.folder(folder)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the folder. */
	public Path folder() {
		return this.folder;
	}

	@Override
	public void close() {
		try {
			TemporaryFiles.remove(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

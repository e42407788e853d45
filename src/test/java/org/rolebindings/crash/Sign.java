package org.rolebindings.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * What somebody outside of a process can see of how far its import is.
 *
 * @param folder the folder in which a file appears, empty for none
 * @param file the file's name, as a glob
 * @param requests how many requests arrive, if no file is meant
 */
record Sign(String folder, String file, int requests) {

	/** A file or a folder appears. */
	static Sign file(String folder, String file) {
		return new Sign(folder, file, 0);
	}

	/** So many requests of the process arrive, and the last one is not answered. */
	static Sign requests(int requests) {
		return new Sign("", "", requests);
	}

	/** Whether the file is there. */
	boolean isThere(Path root) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(this.folder), this.file)) {
			return files.iterator().hasNext();
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return (this.requests > 0) ? "request " + this.requests + " arrives"
				: this.folder + "/" + this.file + " is there";
	}

}

package org.rolebindings.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the system keeps temporary files. */
public final class TemporaryFiles {

	private TemporaryFiles() {
	}

	/**
	 * Makes a new folder for its owner alone.
	 * @param prefix what its name begins with
	 * @return the folder
	 * @throws UnwritableTemporaryFilesException if it cannot be made
	 */
	public static Path folder(String prefix) {
		try {
			return Files.createTempDirectory(prefix);
		}
		catch (IOException ex) {
			throw new UnwritableTemporaryFilesException(ex);
		}
	}

}

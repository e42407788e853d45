package org.rolebindings.csv.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

import org.rolebindings.files.FileProblem;

/** Temporary files cannot be written. The message says what to do. */
public final class UnwritableTemporaryFilesException extends UncheckedIOException {

	/**
	 * Says so.
	 * @param cause why
	 */
	public UnwritableTemporaryFilesException(IOException cause) {
		super("The folder for temporary files, " + System.getProperty("java.io.tmpdir") + ", cannot be written to: "
				+ ((cause instanceof NoSuchFileException) ? "there is no such folder" : FileProblem.detail(cause))
				+ "; remove the cause, or name another one: JAVA_OPTS=-Djava.io.tmpdir=DIR.", cause);
	}

}

package org.rolebindings.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes I/O errors for a person. */
public final class FileProblem {

	private FileProblem() {
	}

	/**
	 * Describes an I/O error, without the path.
	 * @param ex the error
	 * @return a few words
	 */
	public static String reason(IOException ex) {
		if (ex instanceof AccessDeniedException) {
			return "permission denied";
		}
		if (ex instanceof NoSuchFileException) {
			return "it is gone";
		}
		if (ex instanceof FileAlreadyExistsException) {
			return "something else is in its place";
		}
		return detail(ex);
	}

	/**
	 * The operating system's words for an I/O error.
	 * @param ex the error
	 * @return a few words, without the path; the kind of the error if it has no words
	 */
	public static String detail(IOException ex) {
		String reason = (ex instanceof FileSystemException failure) ? failure.getReason() : ex.getMessage();
		return (reason != null) ? reason : ex.getClass().getSimpleName();
	}

}

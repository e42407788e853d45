package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.rolebindings.binding.Quoting;

/**
 * Reports cannot be written. The message is one line for a person: which path, why, and
 * what to do about it. Nothing is lost by it, for the ledger has it all.
 */
public final class ReportsUnwritableException extends RuntimeException {

	private static final int MAX_SHOWN = 4096;

	ReportsUnwritableException(Path path, IOException cause) {
		super(message(path.toString(), reason(cause)), cause);
	}

	ReportsUnwritableException(String path, InvalidPathException cause) {
		super(message(path, "this locale cannot write that name (LC_ALL=C.UTF-8 can)"), cause);
	}

	private static String message(String path, String reason) {
		return Quoting.legible(
				"The reports cannot be written: " + path + ": " + reason
						+ ". See to that, or name another folder with --reports, and give the same command again.",
				MAX_SHOWN);
	}

	/** What an I/O error says, without the path that the JDK puts before it. */
	private static String reason(IOException ex) {
		if (ex instanceof AccessDeniedException) {
			return "permission denied";
		}
		if (ex instanceof NoSuchFileException) {
			return "it is gone";
		}
		if (ex instanceof FileAlreadyExistsException) {
			return "something else is in its place";
		}
		String reason = (ex instanceof FileSystemException failure) ? failure.getReason() : ex.getMessage();
		return (reason != null) ? reason : ex.getClass().getSimpleName();
	}

}

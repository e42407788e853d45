package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.rolebindings.binding.Quoting;
import org.rolebindings.files.FileProblem;

/**
 * Reports cannot be written. The message is one line for a person: which path, why, and
 * what to do about it. Nothing is lost, because the ledger has everything.
 */
public final class ReportsUnwritableException extends RuntimeException {

	private static final int MAX_SHOWN = 4096;

	ReportsUnwritableException(Path path, IOException cause) {
		super(message(path.toString(), FileProblem.reason(cause)), cause);
	}

	ReportsUnwritableException(String path, InvalidPathException cause) {
		super(message(path, "this locale cannot write that name (LC_ALL=C.UTF-8 can)"), cause);
	}

	private static String message(String path, String reason) {
		return Quoting.legible(
				"The reports cannot be written: " + path + ": " + reason
						+ ". Remove the cause, or name another folder with --reports, and give the same command again.",
				MAX_SHOWN);
	}

}

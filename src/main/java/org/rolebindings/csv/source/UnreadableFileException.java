package org.rolebindings.csv.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.files.FileProblem;

/**
 * A file cannot be read as the CSV that it should be. The message is one line for a
 * person: the file, the line if there is one, the reason, and what to do about it. It has
 * no control characters, whatever the file and its name contain.
 */
public class UnreadableFileException extends RuntimeException {

	public UnreadableFileException(String file, String reason) {
		super(Quoting.legible(file + ": " + reason, Integer.MAX_VALUE));
	}

	UnreadableFileException(String file, String reason, @Nullable Throwable cause) {
		super(Quoting.legible(file + ": " + reason, Integer.MAX_VALUE), cause);
	}

	public UnreadableFileException(String file, long line, String reason) {
		this(file + ", line " + line, reason);
	}

	public UnreadableFileException(String file, long line, String reason, Throwable cause) {
		this(file + ", line " + line, reason, cause);
	}

	/** What an I/O error means to a person. */
	static String reason(IOException ex) {
		if (ex instanceof NoSuchFileException) {
			return "there is no such file; check the path.";
		}
		if (ex instanceof AccessDeniedException) {
			return "it is not readable; give the user who runs this the right to read it.";
		}
		return "it cannot be read (" + FileProblem.detail(ex) + ").";
	}

}

package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

import org.rolebindings.files.FileProblem;

/** The inbox cannot be used as it is. */
public final class UnusableInboxException extends RuntimeException {

	UnusableInboxException(Path inbox, IOException cause) {
		super("--inbox is " + inbox + ", which cannot be used: " + reason(cause)
				+ "; remove the cause, or use another folder.", cause);
	}

	/** The operating system's words, with the file that they are about. */
	static String reason(IOException failure) {
		return (failure instanceof FileSystemException about) ? about.getFile() + ": " + words(about)
				: FileProblem.reason(failure);
	}

	private static String words(FileSystemException failure) {
		if (failure instanceof NoSuchFileException) {
			return "no such file or folder";
		}
		boolean isFile = failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException;
		return isFile ? "it is a file, not a folder" : FileProblem.reason(failure);
	}

}

package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The inbox cannot be used as it is. */
public final class UnusableInboxException extends RuntimeException {

	UnusableInboxException(Path inbox, IOException cause) {
		super("--inbox is " + inbox + ", which cannot be used: " + reason(cause)
				+ "; remove the cause, or use another folder.", cause);
	}

	/** The operating system's words, with the file that they are about. */
	static String reason(IOException failure) {
		if (!(failure instanceof FileSystemException about)) {
			String message = failure.getMessage();
			return (message != null) ? message : failure.getClass().getSimpleName();
		}
		String reason = about.getReason();
		return about.getFile() + ": " + ((reason != null) ? reason : words(about));
	}

	private static String words(FileSystemException failure) {
		return switch (failure.getClass().getSimpleName()) {
			case "NoSuchFileException" -> "no such file or folder";
			case "AccessDeniedException" -> "permission denied";
			case "FileAlreadyExistsException", "NotDirectoryException" -> "it is a file, not a folder";
			default -> failure.getClass().getSimpleName();
		};
	}

}

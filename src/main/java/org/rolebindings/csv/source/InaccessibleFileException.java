package org.rolebindings.csv.source;

import java.io.IOException;

/**
 * A file cannot be accessed: it does not exist, may not be read, or its disk fails. That
 * says nothing about its content, and may change at any time.
 */
public final class InaccessibleFileException extends UnreadableFileException {

	InaccessibleFileException(String file, String reason) {
		super(file, reason);
	}

	public InaccessibleFileException(String file, IOException cause) {
		super(file, reason(cause), cause);
	}

	public InaccessibleFileException(String file, long line, IOException cause) {
		super(file, line, reason(cause), cause);
	}

}

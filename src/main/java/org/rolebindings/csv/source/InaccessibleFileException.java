package org.rolebindings.csv.source;

import java.io.IOException;

/**
 * A file cannot be got at: it is not there, may not be read, or its disk fails. That says
 * nothing about its content, and may be otherwise in a moment.
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

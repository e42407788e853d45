package org.rolebindings.store;

import java.nio.file.Path;

/** The state cannot be used by this program; the message says what to do. */
public final class ForeignStateException extends RuntimeException {

	public ForeignStateException(String message) {
		super(message);
	}

	/** The exception for a damaged state. */
	public static ForeignStateException damaged(Path folder, String what) {
		return new ForeignStateException(DamagedStateException.message(folder, what));
	}

}

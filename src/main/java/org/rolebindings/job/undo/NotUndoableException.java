package org.rolebindings.job.undo;

/** A run cannot be undone. */
public final class NotUndoableException extends RuntimeException {

	NotUndoableException(String message) {
		super(message);
	}

}

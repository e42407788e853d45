package org.rolebindings.store;

import java.nio.file.Path;

import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * The database returned what was never written to it. The message says what to do.
 */
public final class DamagedStateException extends NonTransientDataAccessResourceException {

	public DamagedStateException(String message) {
		super(message);
	}

	public DamagedStateException(String message, Throwable cause) {
		super(message, cause);
	}

	public static String message(Path folder, String what) {
		return "The state in " + folder + " cannot be used: " + what
				+ ". Restore that folder as a whole from a backup, "
				+ "or move it away and import again. Then rows that are in place become UNCHANGED, "
				+ "even if the lost run made them, and the program no longer knows which rows were in doubt.";
	}

}

package org.rolebindings.store;

import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * This process has lost its right to work on a run, so it can write and send nothing any
 * more. The message says why.
 */
public final class HoldLostException extends NonTransientDataAccessResourceException {

	public HoldLostException(String message) {
		super(message);
	}

}

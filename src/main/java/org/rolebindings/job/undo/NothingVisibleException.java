package org.rolebindings.job.undo;

/** This key sees no binding in the whole account, so nothing is taken back. */
public final class NothingVisibleException extends RuntimeException {

	NothingVisibleException(String target) {
		super("This key sees no role binding in the whole account of " + target + ", so nothing was changed. "
				+ "Take a key that has ROLE_BINDING_READ.");
	}

}

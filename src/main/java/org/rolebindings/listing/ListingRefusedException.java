package org.rolebindings.listing;

/** A listing cannot go on although the service works. The message says why. */
public final class ListingRefusedException extends RuntimeException {

	private final int status;

	ListingRefusedException(String message, int status) {
		super(message, null, false, false);
		this.status = status;
	}

	/** Returns whether the key lacks the right to list. */
	public boolean isForbidden() {
		return this.status == 403;
	}

	/**
	 * Returns whether the account does not have the user whose bindings were asked for.
	 */
	public boolean isNotFound() {
		return this.status == 404;
	}

}

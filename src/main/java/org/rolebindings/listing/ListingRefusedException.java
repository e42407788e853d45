package org.rolebindings.listing;

/** A listing cannot go on although the service works. The message says why. */
public final class ListingRefusedException extends RuntimeException {

	ListingRefusedException(String message) {
		super(message, null, false, false);
	}

}

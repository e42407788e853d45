package org.rolebindings.listing;

/** A listing does not go on, though the service lives; the message says why. */
public final class ListingRefusedException extends RuntimeException {

	ListingRefusedException(String message) {
		super(message, null, false, false);
	}

}

package org.rolebindings.api.outage;

/** Something answers that is not the API. The message says what to check. */
public final class NotTheApiException extends RuntimeException {

	NotTheApiException(String message) {
		super(message);
	}

}

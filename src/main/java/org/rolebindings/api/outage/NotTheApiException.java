package org.rolebindings.api.outage;

/** What answers is not the API; the message says what to check. */
public final class NotTheApiException extends RuntimeException {

	NotTheApiException(String message) {
		super(message);
	}

}

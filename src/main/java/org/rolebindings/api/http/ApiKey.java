package org.rolebindings.api.http;

/**
 * The key to the API. Only the header of a request shows it.
 */
public final class ApiKey {

	private static final int SHORTEST_REDACTED = 8;

	private final String value;

	private ApiKey(String value) {
		this.value = value;
	}

	/**
	 * Takes a key.
	 * @param text the key; blanks and line ends around it are dropped
	 * @return the key
	 * @throws IllegalArgumentException if the key is empty or has characters that a
	 * header cannot hold; the message does not show the key
	 */
	public static ApiKey of(String text) {
		String value = text.strip();
		if (value.isEmpty()) {
			throw new IllegalArgumentException("The API key is empty.");
		}
		if (!value.chars().allMatch((c) -> c > ' ' && c < 0x7F)) {
			throw new IllegalArgumentException(
					"The API key has a line break, a blank or another character that no key has; copy it again.");
		}
		return new ApiKey(value);
	}

	String authorization() {
		return "Bearer " + this.value;
	}

	/**
	 * Removes the key from a text. A key of fewer than 8 characters stays, because any
	 * word may look like it.
	 */
	String redact(String text) {
		return (this.value.length() < SHORTEST_REDACTED) ? text : text.replace(this.value, "…");
	}

	@Override
	public String toString() {
		return "ApiKey[hidden]";
	}

}

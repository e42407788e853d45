package org.rolebindings.api.http;

/**
 * The key to the API. It shows itself to nobody but the request that carries it.
 */
public final class ApiKey {

	private static final int SHORTEST_HIDDEN = 8;

	private final String value;

	private ApiKey(String value) {
		this.value = value;
	}

	/**
	 * Takes a key.
	 * @param text the key; blanks and line ends around it are dropped
	 * @return the key
	 * @throws IllegalArgumentException if it is empty or has characters that do not
	 * belong into a header; the message does not repeat it
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
	 * A foreign text without the key, if that is in it. What is short may be any word,
	 * and no key.
	 */
	String hiddenIn(String text) {
		return (this.value.length() < SHORTEST_HIDDEN) ? text : text.replace(this.value, "…");
	}

	@Override
	public String toString() {
		return "ApiKey[hidden]";
	}

}

package org.rolebindings.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, as the server says it: the members of RFC 9457 that matter here, and the
 * vendor's {@code error_code}, which is only shown.
 *
 * @param title what kind of problem it is
 * @param detail what is wrong this time
 * @param errorCode the vendor's name for the problem; anything but a text is ignored
 * @param requestId the server's name for the request
 */
public record Problem(@JsonProperty("title") @Nullable String title, @JsonProperty("detail") @Nullable String detail,
		@JsonProperty("error_code") @Nullable Object errorCode,
		@JsonProperty("request_id") @Nullable String requestId) {

	/** What the server says, or {@code null} if it says nothing. */
	public @Nullable String sentence() {
		String sentence = text(text(null, this.title), this.detail);
		if (!(this.errorCode instanceof String code) || code.isBlank()) {
			return sentence;
		}
		String shown = "error_code " + code.strip();
		return (sentence != null) ? sentence + " (" + shown + ")" : shown;
	}

	private static @Nullable String text(@Nullable String otherwise, @Nullable String text) {
		return (text != null && !text.isBlank()) ? text.strip() : otherwise;
	}

}

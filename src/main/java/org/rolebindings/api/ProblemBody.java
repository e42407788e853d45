package org.rolebindings.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error answer: members of RFC 9457, and the vendor's {@code error_code}.
 *
 * @param title the kind of the problem, or {@code null}
 * @param detail what is wrong this time, or {@code null}
 * @param errorCode the vendor's name of the problem, only shown; a value that is not a
 * text is ignored
 * @param requestId the server's id of the request, or {@code null}
 */
public record ProblemBody(@JsonProperty("title") @Nullable String title,
		@JsonProperty("detail") @Nullable String detail, @JsonProperty("error_code") @Nullable Object errorCode,
		@JsonProperty("request_id") @Nullable String requestId) {

	/**
	 * Returns the detail or else the title, with the error code.
	 * @return the sentence, or {@code null} if the body has none of them
	 */
	public @Nullable String describe() {
		String sentence = textOr(textOr(null, this.title), this.detail);
		if (!(this.errorCode instanceof String code) || code.isBlank()) {
			return sentence;
		}
		String shown = "error_code " + code.strip();
		return (sentence != null) ? sentence + " (" + shown + ")" : shown;
	}

	private static @Nullable String textOr(@Nullable String otherwise, @Nullable String text) {
		return (text != null && !text.isBlank()) ? text.strip() : otherwise;
	}

}

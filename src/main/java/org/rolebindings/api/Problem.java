package org.rolebindings.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, as the server says it: the members of RFC 9457 that matter here.
 *
 * @param title what kind of problem it is
 * @param detail what is wrong this time
 * @param requestId the server's name for the request
 */
record Problem(@JsonProperty("title") @Nullable String title, @JsonProperty("detail") @Nullable String detail,
		@JsonProperty("request_id") @Nullable String requestId) {

	/** What the server says, or {@code null} where it says nothing. */
	@Nullable String sentence() {
		if (this.detail != null && !this.detail.isBlank()) {
			return this.detail.strip();
		}
		return (this.title != null && !this.title.isBlank()) ? this.title.strip() : null;
	}

}

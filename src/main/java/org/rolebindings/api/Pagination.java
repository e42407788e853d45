package org.rolebindings.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether and where a listing goes on.
 *
 * @param hasMore whether there is another page
 * @param nextCursor where the next page begins, or {@code null} if there is none
 */
public record Pagination(@JsonProperty(value = "has_more", required = true) boolean hasMore,
		@JsonProperty("next_cursor") @Nullable String nextCursor) {
}

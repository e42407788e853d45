package org.rolebindings.api;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One page of bindings.
 *
 * @param roleBindings the bindings, at most 100; those that do not say whose they are and
 * on what are left out
 * @param pagination whether and where it goes on
 */
public record RoleBindingPage(
		@JsonProperty(value = "role_bindings",
				required = true) @JsonDeserialize(using = RoleBindingsReader.class) List<RoleBinding> roleBindings,
		@JsonProperty(value = "pagination", required = true) Pagination pagination) {

	/**
	 * Refuses what the wire contract requires and is not there.
	 */
	public RoleBindingPage {
		Objects.requireNonNull(pagination, "pagination");
		roleBindings = List.copyOf(roleBindings);
	}

	/**
	 * Whether and where a listing goes on.
	 *
	 * @param hasMore whether there is another page
	 * @param nextCursor where that begins; present only where there is one
	 */
	public record Pagination(@JsonProperty(value = "has_more", required = true) boolean hasMore,
			@JsonProperty("next_cursor") @Nullable String nextCursor) {
	}

}

package org.rolebindings.api;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One page of bindings.
 *
 * @param roleBindings the bindings, at most 100; any field of one may be missing
 * @param pagination whether and where the listing goes on
 */
public record RoleBindingPage(
		@JsonProperty(value = "role_bindings", required = true) @JsonDeserialize(
				using = ListedBindingsDeserializer.class) List<RoleBinding> roleBindings,
		@JsonProperty(value = "pagination", required = true) Pagination pagination) implements Page {

	/**
	 * Checks that the required fields are there.
	 * @throws NullPointerException if one is missing
	 */
	public RoleBindingPage {
		Objects.requireNonNull(pagination, "pagination");
		roleBindings = List.copyOf(roleBindings);
	}

}

package org.rolebindings.api;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * The part of the API about bindings. Each method sends one request. The request waits at
 * the gate, and the meter counts it.
 */
public interface RoleBindingsApi {

	/** The most bindings in a page. */
	int MAX_PAGE = 100;

	/**
	 * Gives a user a role: {@code POST /v2/role-bindings}.
	 * @param request what to create
	 * @return the new binding
	 * @throws ApiException if the answer is not a readable 201
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops before the
	 * request leaves
	 */
	RoleBinding create(CreateRoleBindingRequest request);

	/**
	 * Replaces the role of a binding: {@code PATCH /v2/role-bindings/{binding_id}}.
	 * @param bindingId the binding
	 * @param request its new role
	 * @return the binding as it is now
	 * @throws ApiException if the answer is not a readable 200
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops before the
	 * request leaves
	 */
	RoleBinding update(String bindingId, UpdateRoleBindingRequest request);

	/**
	 * Deletes a binding: {@code DELETE /v2/role-bindings/{binding_id}}.
	 * @param bindingId the binding
	 * @throws ApiException if the answer is not a 204
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops before the
	 * request leaves
	 */
	void delete(String bindingId);

	/**
	 * Lists bindings: {@code GET /v2/role-bindings}.
	 * @param resourceType the type of the resources
	 * @param user only this user's bindings, or {@code null} for all
	 * @param limit the most bindings, 1 to 100
	 * @param cursor where the page begins, or {@code null} for the first one
	 * @return one page
	 * @throws ApiException if the answer is not a readable 200
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops before the
	 * request leaves
	 */
	RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor);

	/**
	 * Lists one binding, to find out whether the service works. In an outage this request
	 * leaves before all waiting ones.
	 * @throws ApiException if the answer is not a readable 200
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops before the
	 * request leaves
	 */
	default void probe() {
		RoleBindingPage unused = list(ResourceType.SPACE, null, 1, null);
	}

}

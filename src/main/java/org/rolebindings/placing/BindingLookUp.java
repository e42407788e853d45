package org.rolebindings.placing;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.PageWalk;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.binding.Binding;

/** Finds the binding that a user has on a resource. */
final class BindingLookUp {

	private final RoleBindingsApi api;

	BindingLookUp(RoleBindingsApi api) {
		this.api = api;
	}

	/**
	 * Looks through the user's bindings.
	 * @param wanted names the user and the resource
	 * @return the user's binding on the resource, whatever its role, or {@code null} if
	 * this key sees no binding there
	 * @throws ApiException if a page is not answered, or the listing does not go on as it
	 * says
	 */
	@Nullable RoleBinding find(Binding wanted) {
		RoleBinding illegible = null;
		PageWalk walk = new PageWalk(this.api, wanted.resourceType(), wanted.userId());
		while (!walk.isOver()) {
			if (walk.isLost()) {
				throw new ApiException(200, "the listing of the user's bindings does not come to an end", null, null,
						null);
			}
			for (RoleBinding binding : walk.next().roleBindings()) {
				if (binding.isIn(wanted)) {
					if (binding.isLegible()) {
						return binding;
					}
					illegible = binding;
				}
			}
		}
		return illegible;
	}

}

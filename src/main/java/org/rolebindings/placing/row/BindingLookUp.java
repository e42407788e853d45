package org.rolebindings.placing.row;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.PageIterator;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.binding.Binding;

/** Finds the binding that a user has on a resource. */
public final class BindingLookUp {

	private final RoleBindingsApi api;

	public BindingLookUp(RoleBindingsApi api) {
		this.api = api;
	}

	/**
	 * Searches the user's bindings.
	 * @param wanted the binding with the user and the resource
	 * @return the user's binding on the resource, with any role, or {@code null} if this
	 * key sees none
	 * @throws ApiException if a page cannot be fetched, or if the listing has no end
	 */
	public @Nullable RoleBinding find(Binding wanted) {
		RoleBinding incomplete = null;
		PageIterator<RoleBindingPage> pages = PageIterator.ofBindings(this.api, wanted.resourceType(), wanted.userId());
		while (pages.hasNext()) {
			if (pages.isBroken()) {
				throw new ApiException(200, "the listing of the user's bindings does not come to an end", null, null,
						null);
			}
			for (RoleBinding binding : pages.next().roleBindings()) {
				if (binding.isFor(wanted)) {
					if (binding.isComplete()) {
						return binding;
					}
					incomplete = binding;
				}
			}
		}
		return incomplete;
	}

}

package org.rolebindings.api;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;

/** Finds the binding that a user has on a resource. */
final class BindingLookUp {

	/** Nobody has a million bindings. */
	private static final int MAX_PAGES = 10_000;

	private final RoleBindingsApi api;

	BindingLookUp(RoleBindingsApi api) {
		this.api = api;
	}

	/**
	 * Looks through the user's bindings.
	 * @param wanted names the user and the resource
	 * @return the user's binding on the resource, whatever its role, or {@code null}
	 * where there is none
	 * @throws ApiException if a page is not answered, or the listing does not go on as it
	 * says
	 */
	@Nullable RoleBinding find(Binding wanted) {
		Set<String> cursors = new HashSet<>();
		String cursor = null;
		while (true) {
			RoleBindingPage page = this.api.list(wanted.resourceType(), wanted.userId(), RoleBindingsApi.MAX_PAGE,
					cursor);
			for (RoleBinding binding : page.roleBindings()) {
				if (binding.isIn(wanted)) {
					return binding;
				}
			}
			if (!page.pagination().hasMore()) {
				return null;
			}
			String next = page.pagination().nextCursor();
			if (next == null || !cursors.add(next) || cursors.size() >= MAX_PAGES) {
				throw new ApiException(200, "the listing of the user's bindings does not come to an end", null, null,
						null);
			}
			cursor = next;
		}
	}

}

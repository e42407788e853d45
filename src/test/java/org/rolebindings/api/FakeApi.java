package org.rolebindings.api;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/** An API without a server; a test says what it needs of it. */
public class FakeApi implements RoleBindingsApi {

	@Override
	public RoleBinding create(CreateRoleBindingRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public RoleBinding update(String bindingId, UpdateRoleBindingRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void delete(String bindingId) {
		throw new UnsupportedOperationException();
	}

	@Override
	public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
		throw new UnsupportedOperationException();
	}

}

package org.rolebindings.sandbox.bindings;

import org.rolebindings.binding.Binding;

/** A binding that was there before the sandbox started, and so has an id of its own. */
final class GivenBinding extends StoredBinding {

	private final String id;

	GivenBinding(SandboxBinding given, Binding binding, TextPool pool) {
		super(0, binding, given.createdAt().toEpochMilli(), given.updatedAt().toEpochMilli(), pool);
		this.id = given.id();
	}

	private GivenBinding(GivenBinding other) {
		super(other);
		this.id = other.id;
	}

	@Override
	StoredBinding copy() {
		return new GivenBinding(this);
	}

	@Override
	String id() {
		return this.id;
	}

}

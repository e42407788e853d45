package org.rolebindings.sandbox.bindings;

import java.time.Instant;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ResourceType;

/** A binding in the store, small enough to have a great many of them. */
class StoredBinding extends BindingKey {

	private final int number;

	private final ResourceType type;

	private final long createdAt;

	private String role;

	private long updatedAt;

	StoredBinding(int number, Binding binding, long createdAt, TextPool pool) {
		this(number, binding, createdAt, createdAt, pool);
	}

	StoredBinding(int number, Binding binding, long createdAt, long updatedAt, TextPool pool) {
		super(binding.userId(), binding.resourceId(), pool);
		this.number = number;
		this.type = binding.resourceType();
		this.role = pool.share(binding.roleId().text());
		this.createdAt = createdAt;
		this.updatedAt = updatedAt;
	}

	StoredBinding(StoredBinding other) {
		super(other);
		this.number = other.number;
		this.type = other.type;
		this.role = other.role;
		this.createdAt = other.createdAt;
		this.updatedAt = other.updatedAt;
	}

	/** The binding as it is now, which later changes do not touch. */
	StoredBinding copy() {
		return new StoredBinding(this);
	}

	int number() {
		return this.number;
	}

	String id() {
		return BindingId.text(this.number);
	}

	ResourceType type() {
		return this.type;
	}

	void changeRole(String role, long now) {
		this.role = role;
		this.updatedAt = Math.max(now, this.createdAt);
	}

	SandboxBinding view() {
		return new SandboxBinding(id(), this.role, user(), this.type, resource(), Instant.ofEpochMilli(this.createdAt),
				Instant.ofEpochMilli(this.updatedAt));
	}

}

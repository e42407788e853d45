package org.rolebindings.sandbox.keys;

/** What a key may do with the role bindings of a space and of its projects. */
public enum Right {

	/** {@code ROLE_BINDING_CREATE}. */
	CREATE,

	/** {@code ROLE_BINDING_READ}. */
	READ,

	/** {@code ROLE_BINDING_DELETE}. */
	DELETE

}

package org.rolebindings.sandbox;

import java.util.List;

import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.keys.AccessKeys;

/**
 * What is in a sandbox when it starts.
 *
 * @param directory what has a name
 * @param keys who may do what
 * @param bindings the bindings, at most one of a user on a resource
 */
public record Account(Directory directory, AccessKeys keys, List<SandboxBinding> bindings) {

	/**
	 * An account in which nobody has a binding.
	 * @param keys who may do what
	 * @return the account, with the built-in directory
	 */
	public static Account empty(AccessKeys keys) {
		return new Account(Directory.builtIn(), keys, List.of());
	}

}

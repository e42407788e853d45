package org.rolebindings.sandbox.endpoints;

import java.util.List;
import java.util.Map;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.directory.Section;
import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.keys.Right;
import org.rolebindings.sandbox.wire.IdCheck;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.ProblemType;

/**
 * The rules for a new binding, in the order of the wire contract: form (400), meaning
 * (422), access (403), existence (404). The conflict with another binding comes later.
 */
final class CreateRules {

	static final List<String> FIELDS = List.of("role_id", "user_id", "resource_type", "resource_id");

	private CreateRules() {
	}

	/**
	 * Makes a binding out of the fields of a request.
	 * @param fields a value for each of {@link #FIELDS}
	 * @param rights what the key may do
	 * @param directory what exists
	 * @return the binding
	 * @throws ProblemException if the request breaks a rule
	 */
	static Binding check(Map<String, String> fields, KeyRights rights, Directory directory) {
		Id role = IdCheck.read("role_id", fields.getOrDefault("role_id", ""), "Role");
		Id user = IdCheck.read("user_id", fields.getOrDefault("user_id", ""), "User");
		ResourceType type = resourceType(fields.getOrDefault("resource_type", ""));
		Id resource = IdCheck.read("resource_id", fields.getOrDefault("resource_id", ""));
		requireType(type, resource);
		if (directory.isForbidden(role) || directory.isForbidden(user) || directory.isForbidden(resource)
				|| !rights.may(Right.CREATE, resource)) {
			throw new ProblemException(ProblemType.ACCESS_FORBIDDEN,
					"The key may not bind roles on " + Quoting.quoted(resource.text()) + ".");
		}
		requireExisting(directory, "role_id", role);
		requireExisting(directory, "user_id", user);
		requireExisting(directory, "resource_id", resource);
		return new Binding(role, user, type, resource);
	}

	/**
	 * Reads a resource type, in capitals as the wire contract has it.
	 * @param text the value
	 * @return the type
	 * @throws ProblemException 400, if there is no such type
	 */
	static ResourceType resourceType(String text) {
		return ResourceType.parse(text)
			.filter((type) -> type.name().equals(text))
			.orElseThrow(() -> ProblemException
				.invalid("resource_type is " + Quoting.quoted(text) + "; it takes SPACE or PROJECT."));
	}

	/**
	 * Refuses an id that names nothing.
	 * @param directory what exists
	 * @param name the field or parameter
	 * @param id the id
	 * @throws ProblemException 404, if it names nothing
	 */
	static void requireExisting(Directory directory, String name, Id id) {
		if (!directory.exists(id)) {
			throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND,
					"There is no " + id.kind() + " with the " + name + " " + Quoting.quoted(id.text()) + ".");
		}
	}

	private static void requireType(ResourceType type, Id resource) {
		if (!Section.of(type).holds(resource)) {
			throw new ProblemException(ProblemType.VALIDATION_ERROR, "resource_type is " + type + ", but resource_id "
					+ Quoting.quoted(resource.text()) + " is the id of a " + resource.kind() + ".");
		}
	}

}

package org.rolebindings.listing;

import java.util.Optional;

import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * A binding in a listing.
 *
 * @param id the binding's id, or an empty text
 * @param binding the role as the server writes it, maybe an empty text, the user and the
 * resource
 */
public record ListedBinding(String id, Binding binding) {

	/** The most characters of a value in a row. No row can ask for a longer value. */
	private static final int MAX_LENGTH = 4_096;

	/**
	 * Converts a binding of a page.
	 * @return the binding, or empty if no row can be about it: its type is another one,
	 * or the id of its user or resource is malformed
	 */
	static Optional<ListedBinding> of(RoleBinding listed, ResourceType type) {
		if (!listed.resourceType().equals(type.name()) || listed.id().length() > MAX_LENGTH) {
			return Optional.empty();
		}
		Optional<Id> user = id(listed.userId());
		Optional<Id> resource = id(listed.resourceId());
		if (listed.roleId().length() > MAX_LENGTH || user.isEmpty() || resource.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(new ListedBinding(listed.id(),
				new Binding(Id.ofServer(listed.roleId()), user.get(), type, resource.get())));
	}

	private static Optional<Id> id(String text) {
		return (text.length() <= MAX_LENGTH) ? Id.parse(text) : Optional.empty();
	}

}

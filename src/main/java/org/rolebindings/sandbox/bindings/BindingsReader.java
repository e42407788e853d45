package org.rolebindings.sandbox.bindings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.sandbox.directory.FileEntry;
import org.rolebindings.sandbox.directory.Section;

/**
 * Reads the bindings of a directory file. Their users, roles and resources need not be in
 * the directory: a server does not list deactivated users, deleted roles and hidden
 * projects.
 */
public final class BindingsReader {

	/** What these entries are called on the wire and in files. */
	public static final String TITLE = "role_bindings";

	private final List<SandboxBinding> bindings = new ArrayList<>();

	private final Map<Id, Integer> ids = new HashMap<>();

	private final Map<Slot, Integer> slots = new HashMap<>();

	private final TextPool pool = new TextPool();

	/**
	 * Adds a binding.
	 * @param read its entry in the file
	 * @throws IllegalArgumentException if it is wrong; the message names the entry
	 */
	public void add(FileEntry read) {
		Id id = read.id("id", Set.of(BindingId.KIND));
		Id role = read.id("role_id", Section.ROLES.kinds());
		Id user = read.id("user_id", Section.USERS.kinds());
		ResourceType type = type(read);
		Id resource = read.id("resource_id", Section.of(type).kinds());
		Integer other = this.ids.putIfAbsent(id, this.bindings.size());
		if (other != null) {
			throw read.wrong("id is " + Quoting.quoted(id.text()) + ", and so is that of " + place(other) + ".");
		}
		other = this.slots.putIfAbsent(new Slot(user, resource), this.bindings.size());
		if (other != null) {
			throw read.wrong("the user " + Quoting.quoted(user.text()) + " has a binding on "
					+ Quoting.quoted(resource.text()) + " already: " + place(other) + ".");
		}
		this.bindings.add(new SandboxBinding(id.text(), this.pool.share(role.text()), this.pool.share(user.text()),
				type, this.pool.share(resource.text()), read.time("created_at"), read.time("updated_at")));
	}

	public List<SandboxBinding> bindings() {
		return List.copyOf(this.bindings);
	}

	private static ResourceType type(FileEntry read) {
		String text = read.text("resource_type");
		return ResourceType.parse(text)
			.filter((type) -> type.name().equals(text))
			.orElseThrow(() -> read.wrong("resource_type is " + Quoting.quoted(text) + "; it takes SPACE or PROJECT."));
	}

	private static String place(int index) {
		return TITLE + '[' + index + ']';
	}

	/** A user has at most one binding on a resource. */
	private record Slot(Id user, Id resource) {
	}

}

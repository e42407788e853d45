package org.rolebindings.sandbox.directory;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/** The lists of a directory. */
public enum Section {

	/** Users, which are searched by their email. */
	USERS("users", "id", "email"),

	/** Roles, both predefined and custom ones. */
	ROLES("roles", "id", "name"),

	/** Organizations, which have spaces. */
	ORGANIZATIONS("organizations", "id", "name"),

	/** Spaces; no list call shows their organization. */
	SPACES("spaces", "id", "name"),

	/** Projects, each in a space. */
	PROJECTS("projects", "id", "name"),

	/** Projects on which only users with a binding of their own have access. */
	RESTRICTIONS("resource_restrictions", "resource_id", "resource_type");

	private final String title;

	private final String idField;

	private final String searchedField;

	Section(String title, String idField, String searchedField) {
		this.title = title;
		this.idField = idField;
		this.searchedField = searchedField;
	}

	/**
	 * Finds a section by its name on the wire and in files.
	 * @param title the name, like {@code resource_restrictions}
	 * @return the section, or {@code null} if there is none
	 */
	public static @Nullable Section find(String title) {
		for (Section section : values()) {
			if (section.title.equals(title)) {
				return section;
			}
		}
		return null;
	}

	/**
	 * The section that holds a resource.
	 * @param type the type of the resource
	 * @return {@link #SPACES} or {@link #PROJECTS}
	 */
	public static Section of(ResourceType type) {
		return (type == ResourceType.SPACE) ? SPACES : PROJECTS;
	}

	public String title() {
		return this.title;
	}

	/**
	 * The kinds of the ids in this section.
	 * @return one kind, or both of a project
	 */
	public Set<String> kinds() {
		return switch (this) {
			case USERS -> Set.of("User");
			case ROLES -> Set.of("Role");
			case ORGANIZATIONS -> Set.of("Organization");
			case SPACES -> Set.of("Space");
			case PROJECTS, RESTRICTIONS -> Set.of("Model", "Project");
		};
	}

	public boolean holds(Id id) {
		return kinds().contains(id.kind());
	}

	String idField() {
		return this.idField;
	}

	String searchedField() {
		return this.searchedField;
	}

}

package org.rolebindings.job.names;

import org.rolebindings.api.directory.Directory;

/** What a name is the name of. */
enum NameKind {

	ROLE("role_name", "role", Directory.ROLES, "", ""),

	USER("user_email", "user", Directory.USERS, "email", ""),

	ORGANIZATION("organization_name", "organization", Directory.ORGANIZATIONS, "name", ""),

	/** Its parent is the organization, or an empty text. */
	SPACE("space_name", "space", Directory.SPACES, "name", "org_id"),

	/** Its parent is the space. */
	PROJECT("project_name", "project", Directory.PROJECTS, "name", "space_id");

	private final String column;

	private final String noun;

	private final Directory directory;

	private final String nameFilter;

	private final String parentFilter;

	NameKind(String column, String noun, Directory directory, String nameFilter, String parentFilter) {
		this.column = column;
		this.noun = noun;
		this.directory = directory;
		this.nameFilter = nameFilter;
		this.parentFilter = parentFilter;
	}

	/** Returns the column that has such names. */
	String column() {
		return this.column;
	}

	/** Returns what a person calls it. */
	String noun() {
		return this.noun;
	}

	Directory directory() {
		return this.directory;
	}

	/** Returns the server's filter for names; empty if it has none. */
	String nameFilter() {
		return this.nameFilter;
	}

	/** Returns the server's filter for the parent; empty if there is no parent. */
	String parentFilter() {
		return this.parentFilter;
	}

}

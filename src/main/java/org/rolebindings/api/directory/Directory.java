package org.rolebindings.api.directory;

/** A list of the account. */
public enum Directory {

	/** The users: active, invited and expired ones. */
	USERS("users", "USER_READ"),

	/** The predefined and the custom roles. */
	ROLES("roles", "ROLE_READ"),

	/** The organizations. */
	ORGANIZATIONS("organizations", "ORGANIZATION_READ"),

	/** The spaces that the key sees. */
	SPACES("spaces", "SPACE_READ"),

	/** The projects that the key sees. */
	PROJECTS("projects", "PROJECT_READ"),

	/** The restricted projects that the key may manage. */
	RESTRICTIONS("resource-restrictions", "ROLE_BINDING_CREATE");

	private final String path;

	private final String right;

	Directory(String path, String right) {
		this.path = path;
		this.right = right;
	}

	/** Returns the last part of the list's path, below {@code /v2/}. */
	public String path() {
		return this.path;
	}

	/** Returns the name of the array in a page. */
	String array() {
		return this.path.replace('-', '_');
	}

	/** Returns the right that a key needs to read the list. */
	public String right() {
		return this.right;
	}

}

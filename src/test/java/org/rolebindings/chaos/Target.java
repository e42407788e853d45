package org.rolebindings.chaos;

/**
 * What a user has at most one binding on, by ids as the server spells them.
 *
 * @param user the user
 * @param type SPACE or PROJECT
 * @param resource the space or the project
 */
record Target(String user, String type, String resource) {

	/** A target whose ids are spelled somehow. */
	static Target of(String user, String type, String resource) {
		return new Target(Ids.canonical(user), type, Ids.canonical(resource));
	}

}

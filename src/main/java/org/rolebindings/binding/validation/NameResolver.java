package org.rolebindings.binding.validation;

import org.jspecify.annotations.Nullable;

/** Finds the ids of names. */
public interface NameResolver {

	/**
	 * The result for a name.
	 *
	 * @param id the id, or an empty text if there is a rejection
	 * @param rejection why there is no id, or {@code null}
	 */
	record Answer(String id, @Nullable Rejection rejection) {

		/** The id of a name. */
		public static Answer of(String id) {
			return new Answer(id, null);
		}

	}

	/**
	 * Finds a role.
	 * @param name its whole name
	 */
	Answer role(String name);

	/**
	 * Finds a user.
	 * @param email the whole email; its case makes no difference
	 */
	Answer user(String email);

	/**
	 * Finds a space, or a project in it.
	 * @param organization the name of the space's organization, or an empty text
	 * @param space the name of the space
	 * @param project the name of the project, or an empty text for the space itself
	 */
	Answer resource(String organization, String space, String project);

}

package org.rolebindings.job.export;

/** Why a binding cannot be named so that an import finds it again. */
public enum UnnamedReason {

	/** The user is in no list: a bot, or deactivated. */
	USER_NOT_LISTED,

	/** Several users have the email. */
	USER_AMBIGUOUS,

	/** The role is in no list: it was deleted. */
	ROLE_NOT_LISTED,

	/** Several roles have the name. */
	ROLE_AMBIGUOUS,

	/** The space is in the list of no organization. */
	SPACE_NOT_LISTED,

	/** Several spaces of the organization, or several organizations, have the name. */
	SPACE_AMBIGUOUS,

	/** The key does not see the project. */
	PROJECT_NOT_LISTED,

	/** Several projects of the space have the name. */
	PROJECT_AMBIGUOUS

}

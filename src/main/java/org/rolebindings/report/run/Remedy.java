package org.rolebindings.report.run;

import org.rolebindings.binding.ErrorCode;

/** What a row that failed needs. */
public enum Remedy {

	/** The row has to be corrected. */
	CORRECTION,

	/** The key lacks a right. */
	RIGHT,

	/** Somebody has to decide which role is the right one. */
	DECISION,

	/** The row has to be sent again. */
	REPETITION,

	/** Somebody has to look at what answered. */
	LOOK;

	/** What rows with a code need. */
	public static Remedy of(ErrorCode code) {
		return switch (code) {
			case FORBIDDEN, CONFLICT_HIDDEN -> RIGHT;
			case ROLE_CONFLICT -> DECISION;
			case RETRIES_EXHAUSTED -> REPETITION;
			case UNEXPECTED_RESPONSE -> LOOK;
			default -> CORRECTION;
		};
	}

	/** What a code means, and what to do about it. */
	static String describe(ErrorCode code) {
		return switch (code) {
			case MISSING_VALUE -> "A value is missing. Fill it in.";
			case COLUMN_COUNT ->
				"The row has fewer or more fields than the header. Look for a missing or surplus delimiter, or quotes.";
			case VALUE_TOO_LONG -> "A value has more than 4,096 characters. Look for a quote that is not closed.";
			case UNKNOWN_RESOURCE_TYPE -> "resource_type is neither SPACE nor PROJECT. Correct it.";
			case MALFORMED_ID -> "A value is not an id. Copy the id again.";
			case RESOURCE_TYPE_MISMATCH -> "resource_type and resource_id do not fit. Correct one of them.";
			case ID_KIND_MISMATCH -> "An id stands in the wrong column, like a role's id for a user. Correct it.";
			case CONFLICTING_ROW ->
				"An earlier row gives the user another role on the resource, and that one counts. Leave one of them.";
			case NAME_NOT_FOUND -> "Nothing has that name, or the key may not see it. Correct the name.";
			case NAME_AMBIGUOUS -> "Several things have that name. Give the id, or the organization's name too.";
			case CHANGED_SINCE_PLAN -> "Something else is in place than the plan says. Make a new plan and look at it.";
			case BAD_REQUEST, UNPROCESSABLE -> "The server does not take the row. Correct what the message names.";
			case FORBIDDEN -> "The API key may not do this. Give it the right that the message names.";
			case NOT_FOUND -> "The user, the role or the resource is not in the account, or the key may not see it. "
					+ "Check the ids and the account.";
			case ROLE_CONFLICT -> "The user has another role there. Decide: --on-conflict update replaces that role, "
					+ "--on-conflict keep leaves it.";
			case CONFLICT_HIDDEN ->
				"The user has a role there that the API key may not see. Give the key ROLE_BINDING_READ.";
			case RETRIES_EXHAUSTED ->
				"Every attempt failed with something that may pass. Import these rows again later.";
			case UNEXPECTED_RESPONSE ->
				"Something else than the API answered, like a proxy or a firewall. See what the message says.";
			default -> "See what the message of each row says.";
		};
	}

}

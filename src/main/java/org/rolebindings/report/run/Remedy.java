package org.rolebindings.report.run;

import java.util.EnumSet;
import java.util.Set;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.RunKind;

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

	/**
	 * What the rows need of which another undo or revoke may take something back: more
	 * than a decision, unless all rows need one.
	 * @param codes why rows were not taken back
	 */
	public static Set<Remedy> ofRemoval(Set<ErrorCode> codes) {
		Set<Remedy> remedies = of(codes);
		if (remedies.size() > 1) {
			remedies.remove(DECISION);
		}
		return remedies;
	}

	/** What rows with some codes need. */
	public static Set<Remedy> of(Set<ErrorCode> codes) {
		Set<Remedy> remedies = EnumSet.noneOf(Remedy.class);
		codes.forEach((code) -> remedies.add(of(code)));
		return remedies;
	}

	/** What rows with a code need. */
	static Remedy of(ErrorCode code) {
		return switch (code) {
			case FORBIDDEN, CONFLICT_HIDDEN, NOT_VISIBLE -> RIGHT;
			case ROLE_CONFLICT, CHANGED_SINCE -> DECISION;
			case RETRIES_EXHAUSTED -> REPETITION;
			case UNEXPECTED_RESPONSE -> LOOK;
			default -> CORRECTION;
		};
	}

	/** What a code means in a run or a plan, and what to do about it. */
	static String describe(ErrorCode code, RunKind kind) {
		return kind.takesBack() ? describeOfRemoval(code, kind) : describe(code);
	}

	private static String describeOfRemoval(ErrorCode code, RunKind kind) {
		String again = (kind == RunKind.UNDO) ? "undo the run again" : "revoke these rows again";
		return switch (code) {
			case CHANGED_SINCE ->
				"Another role or another binding is there by now, or nothing is there to get its former "
						+ "role back. Look at each. To take it away all the same, revoke a CSV with the role that is there now.";
			case NOT_VISIBLE ->
				"The API key sees nothing there. If it lacks ROLE_BINDING_READ, give it that right, and " + again
						+ ". If it has that right, the binding is gone, and nothing is left to do.";
			case FORBIDDEN -> "The API key may not take the binding back. Give it ROLE_BINDING_DELETE"
					+ ((kind == RunKind.UNDO) ? " (to restore a role also ROLE_BINDING_CREATE)" : "") + ", and " + again
					+ ".";
			case BAD_REQUEST, UNPROCESSABLE, NOT_FOUND ->
				"The server does not take the row. See what its message says, look there, and decide.";
			case RETRIES_EXHAUSTED ->
				"Every attempt failed with something that may pass. Wait a while, and " + again + ".";
			default -> describe(code);
		};
	}

	private static String describe(ErrorCode code) {
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

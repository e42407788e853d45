package org.rolebindings.job.names;

import java.util.List;
import java.util.stream.Collectors;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.validation.Rejection;

import static org.rolebindings.binding.Quoting.quoted;

/** Why a name has no id, for a person. */
final class NameProblems {

	private static final String SPACE_REMEDY = "Give organization_name as well, or resource_id.";

	private static final String REMEDY = "Give the id instead.";

	private NameProblems() {
	}

	/**
	 * Nothing has the name.
	 * @param near names that may be meant
	 */
	static Rejection notFound(NameKey key, List<String> near) {
		String meant = near.isEmpty() ? ""
				: " Did you mean " + near.stream().map((name) -> quoted(name)).collect(Collectors.joining(", ")) + "?";
		String where = switch (key.kind()) {
			case PROJECT -> "its space";
			case SPACE -> key.parent().isEmpty() ? "this account" : "its organization";
			default -> "this account";
		};
		return new Rejection(ErrorCode.NAME_NOT_FOUND, key.kind().column() + " is " + quoted(key.name())
				+ "; there is no such " + key.kind().noun() + " in " + where + ", or this key may not see it." + meant);
	}

	/**
	 * Several things have the name.
	 * @param candidates what they are, each with its id
	 */
	static Rejection ambiguous(NameKey key, List<String> candidates) {
		String remedy = (key.kind() == NameKind.SPACE && key.parent().isEmpty()) ? SPACE_REMEDY : REMEDY;
		return new Rejection(ErrorCode.NAME_AMBIGUOUS, key.kind().column() + " is " + quoted(key.name())
				+ ", and several have that name: " + String.join(", ", candidates) + ". " + remedy);
	}

	/**
	 * Says the same about the value of an option.
	 * @param option the option
	 * @param problem what is wrong with the name, if a column has it
	 */
	static String ofOption(String option, NameKey key, Rejection problem) {
		return option + problem.message().substring(key.kind().column().length()).replace(SPACE_REMEDY, REMEDY);
	}

}

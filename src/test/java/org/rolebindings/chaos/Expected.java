package org.rolebindings.chaos;

import org.jspecify.annotations.Nullable;

/**
 * What must become of a row.
 *
 * @param outcome the outcome
 * @param errorCode the code, empty where there is none
 * @param httpStatus the status, empty where there is none
 * @param previousRole the role that was replaced or kept, empty where there is none
 * @param told what the message has to say
 * @param leastAttempts the fewest attempts
 * @param mostAttempts the most attempts
 * @param account what the account must have in the end, {@code null} where another row
 * says that
 */
record Expected(String outcome, String errorCode, String httpStatus, String previousRole, String told,
		int leastAttempts, int mostAttempts, @Nullable InAccount account) {

	/**
	 * What the account must have in the end.
	 *
	 * @param target who has it on what
	 * @param role the role, {@code null} where there must be no binding
	 * @param creates how many creates were carried out
	 * @param updated whether an update was carried out
	 */
	record InAccount(Target target, @Nullable String role, int creates, boolean updated) {
	}

	/** A row that is not even sent. */
	static Expected invalid(String errorCode, String told) {
		return new Expected("INVALID", errorCode, "", "", told, 0, 0, null);
	}

	/** A row that says what this one says. */
	Expected repeated(long line) {
		return new Expected("DUPLICATE", this.errorCode, this.httpStatus, "", "line " + line, 0, 0, this.account);
	}

	/** The report that has the row. */
	String report() {
		if (isFailure()) {
			return "failed.csv";
		}
		return this.outcome.equals("GONE") ? "gone.csv" : "succeeded.csv";
	}

	boolean isFailure() {
		return !this.errorCode.isEmpty();
	}

}

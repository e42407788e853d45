package org.rolebindings.binding;

import org.jspecify.annotations.Nullable;

/**
 * A line that gives a role to a user on a resource for which an earlier valid line gives
 * one already.
 *
 * @param line the later line
 * @param firstLine the first valid line about the same user and resource; it stands
 * @param sameRole whether both lines give the same role
 */
public record Repeat(long line, long firstLine, boolean sameRole) {

	/**
	 * What the later line ends in.
	 * @return DUPLICATE where it says the same, else INVALID
	 */
	public Outcome outcome() {
		return this.sameRole ? Outcome.DUPLICATE : Outcome.INVALID;
	}

	/**
	 * Why the later line is INVALID.
	 * @return the code, or {@code null} for a DUPLICATE
	 */
	public @Nullable ErrorCode errorCode() {
		return this.sameRole ? null : ErrorCode.CONFLICTING_ROW;
	}

	/**
	 * Says what is wrong, for a person.
	 * @return a sentence that names the earlier line
	 */
	public String message() {
		return this.sameRole ? "Line " + this.firstLine + " says the same." : "Line " + this.firstLine
				+ " gives this user another role on this resource, and that line stands; keep the one that is right.";
	}

}

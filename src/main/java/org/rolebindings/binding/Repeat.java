package org.rolebindings.binding;

import org.jspecify.annotations.Nullable;

/**
 * A line about a user and a resource that an earlier valid line already has.
 *
 * @param line the later line
 * @param firstLine the first valid line about the same user and resource, which counts
 * @param sameRole whether both lines give the same role
 */
public record Repeat(long line, long firstLine, boolean sameRole) {

	/**
	 * Returns the outcome of the later line.
	 * @return DUPLICATE if it gives the same role, else INVALID
	 */
	public Outcome outcome() {
		return this.sameRole ? Outcome.DUPLICATE : Outcome.INVALID;
	}

	/**
	 * Returns why the later line is INVALID.
	 * @return the code, or {@code null} for a DUPLICATE
	 */
	public @Nullable ErrorCode errorCode() {
		return this.sameRole ? null : ErrorCode.CONFLICTING_ROW;
	}

	/**
	 * Returns what is wrong, for a person.
	 * @return a sentence that names the earlier line
	 */
	public String message() {
		return this.sameRole ? "Line " + this.firstLine + " says the same." : "Line " + this.firstLine
				+ " gives this user another role on this resource, and that line stands; keep the one that is right.";
	}

}

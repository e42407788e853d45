package org.rolebindings.binding.validation;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;

/**
 * Why a row is not sent.
 *
 * @param code what is wrong, for a script
 * @param message what is wrong, with the value, and what to do about it, for a person
 */
public record Rejection(ErrorCode code, String message) {

	/**
	 * Returns the outcome of the row.
	 * @return FAILED if its names have changed since it was planned, else INVALID
	 */
	public Outcome outcome() {
		return (this.code == ErrorCode.CHANGED_SINCE_PLAN) ? Outcome.FAILED : Outcome.INVALID;
	}

}

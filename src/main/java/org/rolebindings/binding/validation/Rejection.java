package org.rolebindings.binding.validation;

import org.rolebindings.binding.ErrorCode;

/**
 * Why a row is INVALID.
 *
 * @param code what is wrong, for a script
 * @param message what is wrong, with the value, and what to do about it, for a person
 */
public record Rejection(ErrorCode code, String message) {
}

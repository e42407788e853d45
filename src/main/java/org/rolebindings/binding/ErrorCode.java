package org.rolebindings.binding;

/** Why a row is INVALID or FAILED. Scripts read these names. */
public enum ErrorCode {

	/** INVALID: one of the four values is empty. */
	MISSING_VALUE,

	/** INVALID: the record has fewer or more fields than the header. */
	COLUMN_COUNT,

	/** INVALID: a value has more than 4,096 characters. */
	VALUE_TOO_LONG,

	/** INVALID: {@code resource_type} is neither SPACE nor PROJECT. */
	UNKNOWN_RESOURCE_TYPE,

	/** INVALID: an id is neither base64 of {@code Kind:rest} nor a short form. */
	MALFORMED_ID,

	/** INVALID: the resource id encodes another type than {@code resource_type} says. */
	RESOURCE_TYPE_MISMATCH,

	/** INVALID: an id has another kind than its column takes. */
	ID_KIND_MISMATCH,

	/** INVALID: an earlier valid line gives the user another role on the resource. */
	CONFLICTING_ROW,

	/** INVALID: nothing in the account has the name, or this key may not see it. */
	NAME_NOT_FOUND,

	/** INVALID: several things in the account have the name. */
	NAME_AMBIGUOUS,

	/** FAILED: the server answered 400. */
	BAD_REQUEST,

	/**
	 * FAILED: the server answered 403, or it answered 404 to an update because the key
	 * lacks the right.
	 */
	FORBIDDEN,

	/** FAILED: the server answered 404. */
	NOT_FOUND,

	/** FAILED: the user has another role on the resource. */
	ROLE_CONFLICT,

	/** FAILED: the user has a role on the resource that this key may not see. */
	CONFLICT_HIDDEN,

	/** FAILED: the server answered 422. */
	UNPROCESSABLE,

	/** FAILED: what is in place is not what the plan says. */
	CHANGED_SINCE_PLAN,

	/** CHANGED_SINCE: what is in place is not what was to be taken back. */
	CHANGED_SINCE,

	/**
	 * FAILED: this key sees no binding to be taken back, and nothing else on the
	 * resource.
	 */
	NOT_VISIBLE,

	/** FAILED: every attempt failed in a way that allows another attempt. */
	RETRIES_EXHAUSTED,

	/** FAILED: the server gave an answer that the API reference does not have. */
	UNEXPECTED_RESPONSE

}

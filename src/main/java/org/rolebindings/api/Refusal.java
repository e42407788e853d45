package org.rolebindings.api;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;

import static org.rolebindings.binding.Quoting.quoted;

/**
 * Why a row is FAILED, and what a person can do about it.
 *
 * @param code the reason, for a script
 * @param httpStatus the status of the answer, or {@code null} where there was none
 * @param message the reason, for a person
 * @param requestId the server's name for the request
 */
record Refusal(ErrorCode code, @Nullable Integer httpStatus, String message, @Nullable String requestId) {

	/** The server refused to create or to update. */
	static Refusal of(ApiException refusal, Binding wanted) {
		String said = said(refusal);
		String user = quoted(wanted.userId().text());
		String role = quoted(wanted.roleId().text());
		String resource = wanted.resourceType() + " " + quoted(wanted.resourceId().text());
		return switch (refusal.status()) {
			case 400 -> of(refusal, ErrorCode.BAD_REQUEST, "The server cannot read the role " + role + " for the user "
					+ user + " on " + resource + said + ". Check the ids.");
			case 403 -> of(refusal, ErrorCode.FORBIDDEN, "The key may not give roles on " + resource
					+ ", or that is not in this account" + said + ". Check resource_id and what the key may do.");
			case 404 -> of(refusal, ErrorCode.NOT_FOUND, "The user " + user + " or the role " + role
					+ " is not in this account" + said + ". Check user_id and role_id.");
			case 422 -> of(refusal, ErrorCode.UNPROCESSABLE, "The server will not give the role " + role
					+ " to the user " + user + " on " + resource + said + ". Mend the row.");
			default -> of(refusal, ErrorCode.UNEXPECTED_RESPONSE,
					"The server answered " + refusal.status() + " for " + resource + said
							+ ", which the API reference does not know. Check the address, or ask the vendor.");
		};
	}

	/** The look-up of what is there was refused. */
	static Refusal ofLookUp(ApiException refusal, Binding wanted) {
		Refusal reason = of(refusal, wanted);
		return new Refusal(reason.code(), reason.httpStatus(),
				"The look-up of the bindings of the user " + quoted(wanted.userId().text()) + " was refused with "
						+ refusal.status() + said(refusal)
						+ ". The binding may be in place; look at it, or import again with a key that may list.",
				reason.requestId());
	}

	static Refusal otherRole(String roleId) {
		return new Refusal(ErrorCode.ROLE_CONFLICT, 409,
				"The user already has the role " + quoted(roleId)
						+ " on this resource. Use --on-conflict update to replace it, --on-conflict keep to leave it.",
				null);
	}

	static Refusal attemptsRanOut(int attempts, ApiException last) {
		if (last.page() != null) {
			return foreignPage(attempts, last);
		}
		return of(last, ErrorCode.RETRIES_EXHAUSTED,
				"After " + attempts + ((attempts == 1) ? " attempt" : " attempts")
						+ " the binding is not in place; the last answer: " + AnswerWatch.heard(last)
						+ ". Import the row again later.");
	}

	/** Something in front of the API answered in its place. */
	private static Refusal foreignPage(int attempts, ApiException last) {
		return of(last, ErrorCode.UNEXPECTED_RESPONSE,
				"After " + attempts + ((attempts == 1) ? " attempt" : " attempts")
						+ " this key sees no such binding; the last answer: " + AnswerWatch.heard(last)
						+ ". Ask whoever runs it to let the request through, then import the row again.");
	}

	private static Refusal of(ApiException answer, ErrorCode code, String message) {
		return new Refusal(code, answer.httpStatus(), message, answer.requestId());
	}

	private static String said(ApiException answer) {
		String message = answer.getMessage();
		if (message == null || message.isEmpty()) {
			return "";
		}
		return ": " + (message.endsWith(".") ? message.substring(0, message.length() - 1) : message);
	}

}

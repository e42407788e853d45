package org.rolebindings.placing.row;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.PlacementAction.Expectation;

import static org.rolebindings.binding.Quoting.quoted;

/**
 * Why a row is FAILED, and what a person can do about it.
 *
 * @param code the reason, for a script
 * @param httpStatus the status of the answer, or {@code null} if there was none
 * @param reason what happened, for a person
 * @param advice what to do about it, for a person
 * @param requestId the server's id of the request, or {@code null}
 */
public record Refusal(ErrorCode code, @Nullable Integer httpStatus, String reason, String advice,
		@Nullable String requestId) {

	private static final String RIGHTS_TO_UPDATE = "ROLE_BINDING_CREATE and ROLE_BINDING_DELETE";

	/** Returns why the server refused a create. */
	public static Refusal ofCreate(ApiException refusal, Binding wanted) {
		return of(refusal, wanted, "ROLE_BINDING_CREATE");
	}

	/** Returns why the server refused an update. */
	public static Refusal ofUpdate(ApiException refusal, Binding wanted) {
		return of(refusal, wanted, RIGHTS_TO_UPDATE);
	}

	private static Refusal of(ApiException refusal, Binding wanted, String rights) {
		String said = said(refusal);
		String user = quoted(wanted.userId().text());
		String role = quoted(wanted.roleId().text());
		String resource = resource(wanted);
		return switch (refusal.status()) {
			case 400 -> of(refusal, ErrorCode.BAD_REQUEST, "The server cannot read the role " + role + " for the user "
					+ user + " on " + resource + said + ".", "Check the ids.");
			case 403 -> of(refusal, ErrorCode.FORBIDDEN,
					"The key may not give roles on " + resource + ", or it is not in this account" + said + ".",
					"Check resource_id, and whether the key has " + rights + " there.");
			case 404 -> of(refusal, ErrorCode.NOT_FOUND,
					"The user " + user + " or the role " + role + " is not in this account" + said + ".",
					"Check user_id and role_id.");
			case 422 -> of(refusal, ErrorCode.UNPROCESSABLE, "The server will not give the role " + role
					+ " to the user " + user + " on " + resource + said + ".", "Correct the row.");
			default -> of(refusal, ErrorCode.UNEXPECTED_RESPONSE,
					"The server answered " + refusal.status() + " for " + resource
							+ ", a status that the API reference does not have" + said + ".",
					"Check the address, or ask the vendor.");
		};
	}

	/** Returns why the server refused a look-up. */
	public static Refusal ofLookUp(ApiException refusal, Binding wanted) {
		Refusal reason = ofCreate(refusal, wanted);
		return of(refusal, reason.code(),
				"The look-up of the bindings of the user " + quoted(wanted.userId().text()) + " was refused with "
						+ refusal.status() + said(refusal) + ". The binding may be in place.",
				"Look there yourself, or import again with a key that has ROLE_BINDING_READ.");
	}

	/**
	 * Returns the refusal of a row whose look-up found a binding without a role or an id.
	 */
	public static Refusal incomplete(Binding wanted) {
		return new Refusal(ErrorCode.UNEXPECTED_RESPONSE, 200, ExistingBinding.incomplete(wanted),
				ExistingBinding.INCOMPLETE_ADVICE, null);
	}

	/** Returns the refusal of a row whose user has another role on the resource. */
	public static Refusal otherRole(ExistingBinding existing) {
		return new Refusal(ErrorCode.ROLE_CONFLICT, 409, existing.conflict(), ExistingBinding.CONFLICT_ADVICE, null);
	}

	/**
	 * Returns the refusal of a row whose creates get a 409 although look-ups find
	 * nothing.
	 * @param inDoubt whether an earlier request of the row may have been carried out
	 */
	public static Refusal hidden(ApiException conflict, Binding wanted, boolean inDoubt) {
		return of(conflict, ErrorCode.CONFLICT_HIDDEN,
				"The user " + quoted(wanted.userId().text()) + " already has a role on " + resource(wanted)
						+ said(conflict) + ", but this key sees no binding there."
						+ (inDoubt ? " It may be the role asked for: an earlier request got no clear answer." : ""),
				"Import again with a key that has ROLE_BINDING_READ there.");
	}

	/**
	 * Returns the refusal of a row whose update got a 404 although its binding is there,
	 * with its former role.
	 */
	public static Refusal mayNotChange(ApiException notFound, Binding wanted, String roleId) {
		return of(notFound, ErrorCode.FORBIDDEN,
				"The user has the role " + quoted(roleId) + " on " + resource(wanted)
						+ ", and the key may not change it" + said(notFound) + ".",
				"To update it, the key needs " + RIGHTS_TO_UPDATE + " there.");
	}

	/**
	 * Returns the refusal of a row for which something else is in place than its plan
	 * says.
	 * @param found what is in place, or {@code null} if this key sees no binding
	 */
	public static Refusal changed(RowInFlight row, @Nullable ExistingBinding found) {
		Expectation plan = row.expectation();
		ExistingBinding planned = (plan != null) ? plan.binding() : null;
		String reason = "The plan says that the user " + quoted(row.binding().userId().text()) + " has "
				+ ((planned != null) ? described(planned) : "no role") + " on " + resource(row.binding()) + ", but "
				+ ((found != null) ? "the user has " + described(found) : "this key sees none") + " there.";
		if (found == null && row.doubt().exists()) {
			reason += " An earlier request got no clear answer, so the role asked for may be in place.";
		}
		return new Refusal(ErrorCode.CHANGED_SINCE_PLAN, null, reason,
				((found == null) ? "Check whether the key has ROLE_BINDING_READ there; if so, make" : "Make")
						+ " a new plan, look at it and apply that one.",
				null);
	}

	private static String described(ExistingBinding binding) {
		return "the role " + quoted(binding.roleId()) + " (binding " + quoted(binding.id()) + ")";
	}

	/** Returns the refusal of a row without further attempts. A look-up must follow. */
	public static Refusal attemptsRanOut(int attempts, ApiException last) {
		String reason = ((attempts == 1) ? "The only attempt" : "Each of " + attempts + " attempts")
				+ " failed; the last answer: " + OutageDetector.describe(last) + ".";
		return (last.page() != null)
				? of(last, ErrorCode.UNEXPECTED_RESPONSE, reason,
						"Have the proxy, firewall or sign-on let the request through, then try the row again.")
				: of(last, ErrorCode.RETRIES_EXHAUSTED, reason, "Try the row again later.");
	}

	/**
	 * Returns this refusal after a look-up that found nothing.
	 * @param inDoubt whether an earlier request of the row may have been carried out
	 */
	public Refusal seeingNone(boolean inDoubt) {
		return with(inDoubt
				? " An earlier request got no clear answer, and this key sees no binding there;"
						+ " if it lacks ROLE_BINDING_READ on the resource, the binding may be in place."
				: " Afterwards this key sees no binding there.");
	}

	/** Returns this refusal after a look-up that found another role. */
	public Refusal seeing(String roleId) {
		return with(" The user has the role " + quoted(roleId) + " there.");
	}

	private Refusal with(String addition) {
		return new Refusal(this.code, this.httpStatus, this.reason + addition, this.advice, this.requestId);
	}

	/** Returns the reason and the advice. */
	public String message() {
		return this.reason + " " + this.advice;
	}

	/** Returns the resource of a row, for a person. */
	public static String resource(Binding wanted) {
		return wanted.resourceType() + " " + quoted(wanted.resourceId().text());
	}

	/** Returns a refusal with the status and the request of an answer. */
	public static Refusal of(ApiException answer, ErrorCode code, String reason, String advice) {
		return new Refusal(code, answer.httpStatus(), reason, advice, answer.requestId());
	}

	/** Returns what the server said, to be added to a sentence. */
	public static String said(ApiException answer) {
		String message = answer.getMessage();
		if (message == null || message.isEmpty()) {
			return "";
		}
		return ": " + (message.endsWith(".") ? message.substring(0, message.length() - 1) : message);
	}

}

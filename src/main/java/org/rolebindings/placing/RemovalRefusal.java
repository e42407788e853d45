package org.rolebindings.placing;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.placing.row.Refusal;
import org.rolebindings.placing.row.RowInFlight;

import static org.rolebindings.binding.Quoting.quoted;

/** Why a binding is not taken back, and what a person can do about it. */
public final class RemovalRefusal {

	private static final String LEFT_ALONE = "It was left alone; look there, and take it away yourself if it is to go.";

	private RemovalRefusal() {
	}

	/** Returns why the server refused a DELETE or a PATCH. */
	static Refusal of(ApiException refusal, Binding row, @Nullable String formerRole) {
		String what = ((formerRole != null) ? "give the role " + quoted(formerRole) + " back to the user "
				: "delete the binding of the user ") + quoted(row.userId().text()) + " on " + Refusal.resource(row)
				+ Refusal.said(refusal) + ".";
		return switch (refusal.status()) {
			case 400 -> Refusal.of(refusal, ErrorCode.BAD_REQUEST, "The server cannot read the request to " + what,
					"Check the ids.");
			case 403 -> Refusal.of(refusal, ErrorCode.FORBIDDEN, "The key may not " + what, rights(formerRole));
			case 422 -> Refusal.of(refusal, ErrorCode.UNPROCESSABLE, "The server will not " + what,
					"Look there, and decide yourself.");
			default -> Refusal.of(refusal, ErrorCode.UNEXPECTED_RESPONSE,
					"The server answered " + refusal.status()
							+ ", a status that the API reference does not have, to the request to " + what,
					"Check the address, or ask the vendor.");
		};
	}

	private static String rights(@Nullable String formerRole) {
		return "The key needs " + ((formerRole != null) ? "ROLE_BINDING_CREATE and " : "")
				+ "ROLE_BINDING_DELETE there.";
	}

	/**
	 * Returns the refusal of a row whose DELETE or PATCH got a 404 although its binding
	 * is still there.
	 */
	static Refusal mayNotChange(ApiException notFound, Binding row, String roleId, @Nullable String formerRole) {
		return Refusal.of(notFound, ErrorCode.FORBIDDEN,
				"The user " + quoted(row.userId().text()) + " still has the role " + quoted(roleId) + " on "
						+ Refusal.resource(row) + ", and the key may not "
						+ ((formerRole != null) ? "change it, or the role " + quoted(formerRole)
								+ " that it had before is not in this account any more" : "delete it")
						+ Refusal.said(notFound) + ".",
				rights(formerRole));
	}

	/** Returns the refusal of a row whose look-up was refused. */
	static Refusal ofLookUp(ApiException refusal, RowInFlight row) {
		Refusal reason = of(refusal, row.binding(), null);
		return Refusal.of(refusal, reason.code(),
				"The look-up of the bindings of the user " + quoted(row.binding().userId().text())
						+ " was refused with " + refusal.status() + Refusal.said(refusal)
						+ ". The binding may be in place."
						+ ((row.doubt().former() != null)
								? " An earlier request got no clear answer, so it may also have been taken back." : ""),
				"Take it back with a key that has ROLE_BINDING_READ there.");
	}

	/** Returns the refusal of a row of which this key sees nothing at all. */
	public static Refusal notVisible(Binding row) {
		return new Refusal(ErrorCode.NOT_VISIBLE, null,
				"This key sees no binding of the user " + quoted(row.userId().text()) + " on " + Refusal.resource(row)
						+ ", and no other binding there.",
				"If the key has ROLE_BINDING_READ there, the binding is gone; otherwise use a key that has it.", null);
	}

	/**
	 * Returns the refusal of a row for which something else is in place.
	 * @param found what is in place, or {@code null} if the key sees no binding
	 */
	static Refusal changed(RowInFlight row, @Nullable ExistingBinding found) {
		return changed(row.binding(), expectedId(row), found);
	}

	/**
	 * Returns the refusal of a row for which something else is in place.
	 * @param id the binding that was to be taken back, or {@code null} if it is not known
	 * @param found what is in place, or {@code null} if the key sees no binding
	 */
	public static Refusal changed(Binding row, @Nullable String id, @Nullable ExistingBinding found) {
		String user = quoted(row.userId().text());
		String resource = Refusal.resource(row);
		String expected = "the role " + quoted(row.roleId().text())
				+ ((id != null) ? " (binding " + quoted(id) + ")" : "");
		if (found == null) {
			return new Refusal(ErrorCode.CHANGED_SINCE, null,
					"The user " + user + " was to get the former role on " + resource + " back in place of " + expected
							+ ", but this key sees no binding of the user there.",
					"It is not created again; import the role if the user is to have it.", null);
		}
		return new Refusal(ErrorCode.CHANGED_SINCE, null,
				"The user " + user + " has the role " + quoted(found.roleId()) + " (binding " + quoted(found.id())
						+ ") on " + resource + ", not " + expected + " that was to be taken back.",
				LEFT_ALONE, null);
	}

	private static @Nullable String expectedId(RowInFlight row) {
		ExistingBinding former = row.former();
		return (row.removal().bindingId() == null && former != null) ? former.id() : row.removal().bindingId();
	}

}

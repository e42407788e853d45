package org.rolebindings.sandbox.wire;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;

/** The rules for the form of ids. */
public final class IdCheck {

	private IdCheck() {
	}

	/**
	 * Reads an id.
	 * @param name the field or parameter
	 * @param text its value
	 * @return the id
	 * @throws ProblemException 400, if it is not an id
	 */
	public static Id read(String name, String text) {
		return Id.parse(text)
			.orElseThrow(
					() -> ProblemException.invalid(name + " is " + Quoting.quoted(text) + ", which is not an id."));
	}

	/**
	 * Reads an id that must be of one kind.
	 * @param name the field or parameter
	 * @param text its value
	 * @param kind the kind
	 * @return the id
	 * @throws ProblemException 400, if it is not an id, or is of another kind
	 */
	public static Id read(String name, String text, String kind) {
		Id id = read(name, text);
		if (!id.kind().equals(kind)) {
			throw ProblemException.invalid(name + " is " + Quoting.quoted(text) + ", the id of a " + id.kind()
					+ " instead of a " + kind + ".");
		}
		return id;
	}

}

package org.rolebindings.sandbox.wire;

import java.nio.charset.StandardCharsets;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;

/**
 * The rules for ids. The sandbox takes any id that is well-formed. For tests, an id that
 * contains {@code missing} after its kind names nothing, and one that contains
 * {@code forbidden} is not accessible.
 */
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

	public static boolean isForbidden(Id id) {
		return says(id, "forbidden");
	}

	static boolean isMissing(Id id) {
		return says(id, "missing");
	}

	/**
	 * Refuses an id that names nothing.
	 * @param name the field or parameter
	 * @param id the id
	 * @throws ProblemException 404, if it names nothing
	 */
	public static void requireExisting(String name, Id id) {
		if (isMissing(id)) {
			throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND,
					"There is no " + id.kind() + " with the " + name + " " + Quoting.quoted(id.text()) + ".");
		}
	}

	private static boolean says(Id id, String word) {
		String identity = new String(id.identity(), StandardCharsets.ISO_8859_1);
		return identity.indexOf(word, id.kind().length()) >= 0;
	}

}

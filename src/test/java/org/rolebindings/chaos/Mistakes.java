package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes rows invalid. The four values come first, in the order of the reference. */
final class Mistakes {

	private static final int ROLE = 0;

	private static final int USER = 1;

	private static final int TYPE = 2;

	private static final int RESOURCE = 3;

	private static final int TOO_LONG = 4_097;

	private final SplittableRandom random;

	private String code = "";

	Mistakes(SplittableRandom random) {
		this.random = random;
	}

	/** Makes the four values of a valid row invalid. */
	List<String> make(List<String> values) {
		List<String> changed = new ArrayList<>(values);
		boolean space = values.get(TYPE).strip().equalsIgnoreCase("SPACE");
		switch (this.random.nextInt(8)) {
			case 0 -> set(changed, this.random.nextInt(4), this.random.nextBoolean() ? "" : " ", "MISSING_VALUE");
			case 1 -> set(changed, TYPE, "ORGANIZATION", "UNKNOWN_RESOURCE_TYPE");
			case 2 -> set(changed, List.of(ROLE, USER, RESOURCE).get(this.random.nextInt(3)),
					List.of("ada@example.com", "Usr", "VXNlcjo", "====", "Ada").get(this.random.nextInt(5)),
					"MALFORMED_ID");
			case 3 -> set(changed, TYPE, space ? "project" : "space", "RESOURCE_TYPE_MISMATCH");
			case 4 -> set(changed, ROLE, changed.get(USER), "ID_KIND_MISMATCH");
			case 5 -> set(changed, USER, changed.get(RESOURCE), "ID_KIND_MISMATCH");
			case 6 -> set(changed, RESOURCE, changed.get(ROLE), "ID_KIND_MISMATCH");
			default -> set(changed, RESOURCE, "A".repeat(TOO_LONG), "VALUE_TOO_LONG");
		}
		return changed;
	}

	private void set(List<String> values, int column, String value, String code) {
		values.set(column, value);
		this.code = code;
	}

	/** The code of the last mistake. */
	String code() {
		return this.code;
	}

}

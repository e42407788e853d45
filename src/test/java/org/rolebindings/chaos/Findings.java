package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is not as it must be. */
final class Findings {

	private final String prefix;

	private final List<String> all = new ArrayList<>();

	/**
	 * Begins without any.
	 * @param prefix stands before each
	 */
	Findings(String prefix) {
		this.prefix = prefix;
	}

	void add(String what) {
		this.all.add(this.prefix + what);
	}

	/** Notes something unless it is so. */
	void require(boolean so, String what) {
		if (!so) {
			add(what);
		}
	}

	/** Notes something unless it is as expected. */
	void equal(String what, Object expected, Object actual) {
		require(Objects.equals(expected, actual), what + " is " + actual + " and should be " + expected);
	}

	List<String> all() {
		return List.copyOf(this.all);
	}

}

package org.rolebindings.chaos;

import java.util.List;

/**
 * A row of the file, and what must become of it.
 *
 * @param line the line on which it begins
 * @param fields its fields as they stand in the file
 * @param expected what must become of it
 */
record ChaosRow(long line, List<String> fields, Expected expected) {

	/** Whether the row has to do with a binding. */
	boolean isAbout(Target target) {
		return this.expected.account() != null && this.expected.account().target().equals(target);
	}

	/**
	 * The same row of which something else must become, or of the row that it repeats.
	 * @param first the line of the first row that is about the binding
	 */
	ChaosRow expecting(Expected other, long first) {
		return expecting((this.line == first) ? other : other.repeated(first));
	}

	/** The same row of which something else must become. */
	ChaosRow expecting(Expected other) {
		return new ChaosRow(this.line, this.fields, other);
	}

}

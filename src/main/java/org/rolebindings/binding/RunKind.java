package org.rolebindings.binding;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a command does with the rows of a file. */
public enum RunKind {

	/** Puts every row in place. */
	IMPORT,

	/** Only checks the file. */
	VALIDATE,

	/** Predicts what an import would do. Its rows have actions instead of outcomes. */
	PLAN;

	/**
	 * Returns the outcomes that a row can have.
	 * @return the outcomes of this kind, in the order of the enum
	 */
	public Set<Outcome> outcomes() {
		return Collections.unmodifiableSet(switch (this) {
			case IMPORT -> EnumSet.complementOf(EnumSet.of(Outcome.VALID));
			case PLAN -> EnumSet.noneOf(Outcome.class);
			case VALIDATE -> EnumSet.of(Outcome.VALID, Outcome.DUPLICATE, Outcome.INVALID);
		});
	}

	/** Returns the name that scripts read. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

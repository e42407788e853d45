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
	PLAN,

	/** Takes back what an import did. */
	UNDO,

	/** Deletes the bindings of a file. */
	REVOKE;

	/**
	 * Returns the outcomes that a row can have.
	 * @return the outcomes of this kind, in the order of the enum
	 */
	public Set<Outcome> outcomes() {
		return Collections.unmodifiableSet(switch (this) {
			case IMPORT -> EnumSet.of(Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.KEPT,
					Outcome.DUPLICATE, Outcome.INVALID, Outcome.FAILED, Outcome.PENDING);
			case PLAN -> EnumSet.noneOf(Outcome.class);
			case UNDO -> EnumSet.of(Outcome.DELETED, Outcome.RESTORED, Outcome.UNCHANGED, Outcome.GONE,
					Outcome.CHANGED_SINCE, Outcome.DUPLICATE, Outcome.INVALID, Outcome.FAILED, Outcome.PENDING);
			case REVOKE -> EnumSet.of(Outcome.DELETED, Outcome.GONE, Outcome.CHANGED_SINCE, Outcome.DUPLICATE,
					Outcome.INVALID, Outcome.FAILED, Outcome.PENDING);
			case VALIDATE -> EnumSet.of(Outcome.VALID, Outcome.DUPLICATE, Outcome.INVALID);
		});
	}

	/** Returns whether it takes bindings back. */
	public boolean takesBack() {
		return this == UNDO || this == REVOKE;
	}

	/** Returns the name that scripts read. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

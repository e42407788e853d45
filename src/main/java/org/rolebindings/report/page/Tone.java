package org.rolebindings.report.page;

import java.util.Locale;

/** How good a piece of news is. */
public enum Tone {

	/** As it should be. */
	GOOD,

	/** Neither good nor bad. */
	NEUTRAL,

	/** A person should look at it. */
	WARNING,

	/** It went wrong. */
	BAD;

	/** The name in the style sheet. */
	String style() {
		return name().toLowerCase(Locale.ROOT);
	}

}

package org.rolebindings.binding;

import java.util.Locale;
import java.util.Optional;

/**
 * What a role can be given on. The constants' names are those of the wire contract's
 * {@code ResourceType}.
 */
public enum ResourceType {

	/** A space; its ids have the kind {@code Space}. */
	SPACE,

	/** A project; in practice its ids have the kind {@code Model}. */
	PROJECT;

	/**
	 * Reads a resource type as it stands in a CSV.
	 * @param text the value, in any case, without surrounding blanks
	 * @return the type, or empty if there is none of that name
	 */
	public static Optional<ResourceType> parse(String text) {
		// Not to upper case, because other letters, like a dotless i, become these then
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "space" -> Optional.of(SPACE);
			case "project" -> Optional.of(PROJECT);
			default -> Optional.empty();
		};
	}

}

package org.rolebindings.sandbox.bindings;

import org.jspecify.annotations.Nullable;

/**
 * Lets equal texts share memory, as far as they come near each other: roles, users and
 * spaces come again and again. Its own size is bounded; a text that finds its place taken
 * takes it over.
 */
final class TextPool {

	private static final int PLACES = 1 << 14;

	private final @Nullable String[] texts = new String[PLACES];

	String share(String text) {
		int hash = text.hashCode();
		int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
		String shared = this.texts[place];
		if (shared == null || !shared.equals(text)) {
			this.texts[place] = text;
			return text;
		}
		return shared;
	}

}

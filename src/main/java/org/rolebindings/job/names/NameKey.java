package org.rolebindings.job.names;

import java.util.Locale;

/**
 * A name that is to be looked up.
 *
 * @param kind what it is the name of
 * @param parent the id of what it is in, or an empty text
 * @param name the name; of an email, in lower case
 */
record NameKey(NameKind kind, String parent, String name) {

	/** Stands between two parts. No CSV has it. */
	private static final char SEPARATOR = '\0';

	static NameKey role(String name) {
		return new NameKey(NameKind.ROLE, "", name);
	}

	static NameKey user(String email) {
		return new NameKey(NameKind.USER, "", email.toLowerCase(Locale.ROOT));
	}

	static NameKey organization(String name) {
		return new NameKey(NameKind.ORGANIZATION, "", name);
	}

	static NameKey space(String organizationId, String name) {
		return new NameKey(NameKind.SPACE, organizationId, name);
	}

	static NameKey project(String spaceId, String name) {
		return new NameKey(NameKind.PROJECT, spaceId, name);
	}

	/** Returns the key of an entry of the same list. */
	NameKey named(String entryName) {
		return (this.kind == NameKind.USER) ? user(entryName) : new NameKey(this.kind, this.parent, entryName);
	}

	/** Returns the beginning of all keys of the same kind. */
	static String prefix(NameKind kind) {
		return kind.name() + SEPARATOR;
	}

	/** Returns the beginning of all keys of the same kind and parent. */
	String prefix() {
		return prefix(this.kind) + this.parent + SEPARATOR;
	}

	/** Returns the key as a text, which sorts the names of a parent together. */
	String text() {
		return prefix() + this.name;
	}

	/** Reads a key. */
	static NameKey parse(String text) {
		int parent = text.indexOf(SEPARATOR) + 1;
		int name = text.indexOf(SEPARATOR, parent) + 1;
		return new NameKey(NameKind.valueOf(text.substring(0, parent - 1)), text.substring(parent, name - 1),
				text.substring(name));
	}

}

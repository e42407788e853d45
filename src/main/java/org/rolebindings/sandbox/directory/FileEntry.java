package org.rolebindings.sandbox.directory;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of one entry of a directory file. If a field is wrong, it throws an
 * {@link IllegalArgumentException} whose message names the entry, the field and the
 * value.
 *
 * @param place where the entry is in the file, like {@code users[3]}
 * @param json the entry
 */
public record FileEntry(String place, ObjectNode json) {

	public String text(String field) {
		JsonNode value = this.json.get(field);
		if (value == null) {
			throw wrong(field + " is missing.");
		}
		if (!value.isString()) {
			throw wrong(field + " is " + shown(value) + "; it takes a text.");
		}
		return value.stringValue();
	}

	/**
	 * Reads an id.
	 * @param field the field
	 * @param kinds the kinds that it may have
	 * @return the id
	 */
	public Id id(String field, Set<String> kinds) {
		String text = text(field);
		Id id = Id.parse(text).orElseThrow(() -> wrong(field + " is " + Quoting.quoted(text) + ", which is no id."));
		if (!kinds.contains(id.kind())) {
			throw wrong(field + " is " + Quoting.quoted(text) + ", the id of a " + id.kind() + "; it takes that of a "
					+ String.join(" or ", new TreeSet<>(kinds)) + ".");
		}
		return id;
	}

	/**
	 * Reads a time.
	 * @param field the field
	 * @return the time, to the nanosecond
	 */
	public Instant time(String field) {
		String text = text(field);
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			throw wrong(field + " is " + Quoting.quoted(text) + "; it takes a time like 2026-01-05T09:00:00Z.");
		}
	}

	void requireBoolean(String field) {
		JsonNode value = this.json.get(field);
		if (value == null) {
			throw wrong(field + " is missing.");
		}
		if (!value.isBoolean()) {
			throw wrong(field + " is " + shown(value) + "; it takes true or false.");
		}
	}

	/**
	 * Makes an error.
	 * @param what what is wrong with the entry
	 * @return the exception to throw
	 */
	public IllegalArgumentException wrong(String what) {
		return new IllegalArgumentException(this.place + ": " + what);
	}

	private static String shown(@Nullable JsonNode value) {
		return Quoting.quoted(String.valueOf(value));
	}

}

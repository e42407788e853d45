package org.rolebindings.sandbox.keys;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import tools.jackson.databind.JsonNode;

/**
 * Reads what each key may do: an object of keys, each with an object of space ids, or
 * {@code *} for every other space, each with an array of rights. What is wrong is an
 * {@link IllegalArgumentException}. Its message names no key, because it may be a real
 * one.
 */
public final class KeyTable {

	static final String FORM = "it takes JSON like "
			+ "{\"key\": {\"U3BhY2U6MTpWNEth\": [\"CREATE\", \"READ\"], \"*\": [\"READ\"]}}.";

	private static final String EVERY_OTHER_SPACE = "*";

	private final Function<Id, Optional<Id>> spaceOf;

	private KeyTable(Function<Id, Optional<Id>> spaceOf) {
		this.spaceOf = spaceOf;
	}

	/**
	 * Reads keys.
	 * @param json the object of keys
	 * @param spaceOf finds the space that a resource is in
	 * @return the keys in it
	 * @throws IllegalArgumentException if it has another form; the message is one line
	 * for a person
	 */
	public static AccessKeys read(JsonNode json, Function<Id, Optional<Id>> spaceOf) {
		return new KeyTable(spaceOf).keys(json);
	}

	private AccessKeys keys(JsonNode json) {
		if (!json.isObject() || json.isEmpty()) {
			throw wrong("it is not a JSON object with at least one key; " + FORM);
		}
		Map<String, KeyRights> keys = new HashMap<>();
		for (Map.Entry<String, JsonNode> key : json.properties()) {
			if (key.getKey().isBlank() || !key.getKey().equals(key.getKey().strip())) {
				throw wrong("a key is empty or begins or ends with a blank; " + FORM);
			}
			keys.put(key.getKey(), rights(key.getValue()));
		}
		return AccessKeys.of(keys);
	}

	private KeyRights rights(JsonNode spaces) {
		if (!spaces.isObject()) {
			throw wrong("a key has " + shown(spaces) + " instead of an object of space ids; " + FORM);
		}
		Map<Id, Set<Right>> bySpace = new HashMap<>();
		Set<Right> elsewhere = EnumSet.noneOf(Right.class);
		for (Map.Entry<String, JsonNode> space : spaces.properties()) {
			Set<Right> rights = list(space.getKey(), space.getValue());
			if (space.getKey().equals(EVERY_OTHER_SPACE)) {
				elsewhere = rights;
			}
			else if (bySpace.put(space(space.getKey()), rights) != null) {
				throw wrong("a key has the space " + Quoting.quoted(space.getKey()) + " twice.");
			}
		}
		return new KeyRights(bySpace, elsewhere, false, this.spaceOf);
	}

	private static Id space(String text) {
		String expected = "; it takes the id of a space, or * for every other space.";
		Id id = Id.parse(text).orElseThrow(() -> wrong(Quoting.quoted(text) + " is not an id" + expected));
		if (!id.kind().equals("Space")) {
			throw wrong(Quoting.quoted(text) + " is the id of a " + id.kind() + expected);
		}
		return id;
	}

	private static Set<Right> list(String space, JsonNode names) {
		if (!names.isArray()) {
			throw wrong(Quoting.quoted(space) + " has " + shown(names) + " instead of an array of rights; " + FORM);
		}
		Set<Right> rights = EnumSet.noneOf(Right.class);
		for (JsonNode name : names) {
			rights.add(right(name));
		}
		return rights;
	}

	private static Right right(JsonNode name) {
		for (Right right : Right.values()) {
			if (name.isString() && name.stringValue().equals(right.name())) {
				return right;
			}
		}
		throw wrong("there is no right " + shown(name) + "; the rights are CREATE, READ and DELETE.");
	}

	private static String shown(JsonNode value) {
		return Quoting.quoted(value.isString() ? value.stringValue() : value.toString());
	}

	private static IllegalArgumentException wrong(String what) {
		return new IllegalArgumentException(what);
	}

}

package org.rolebindings.sandbox.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the file that gives each key its rights: a JSON object of keys, each with an
 * object of space ids, or {@code *} for every other space, each with an array of rights.
 * Messages name no key, because it may be a real one.
 */
public final class KeysFile {

	private static final String FORM = "it takes a JSON file like "
			+ "{\"key\": {\"U3BhY2U6MTpWNEth\": [\"CREATE\", \"READ\"], \"*\": [\"READ\"]}}.";

	private static final String EVERY_OTHER_SPACE = "*";

	private static final int MAX_BYTES = 1024 * 1024;

	private final Path path;

	private KeysFile(Path path) {
		this.path = path;
	}

	/**
	 * Reads a file.
	 * @param path a JSON file of at most 1 MiB
	 * @return the keys in it
	 * @throws IllegalArgumentException if it cannot be read or used; the message is one
	 * line for a person that begins with {@code --keys}
	 */
	public static AccessKeys read(Path path) {
		return new KeysFile(path).keys();
	}

	private AccessKeys keys() {
		JsonNode file = json();
		if (!file.isObject() || file.isEmpty()) {
			throw wrong("it is not a JSON object with at least one key; " + FORM);
		}
		Map<String, KeyRights> keys = new HashMap<>();
		for (Map.Entry<String, JsonNode> key : file.properties()) {
			if (key.getKey().isBlank() || !key.getKey().equals(key.getKey().strip())) {
				throw wrong("a key is empty or begins or ends with a blank; " + FORM);
			}
			keys.put(key.getKey(), rights(key.getValue()));
		}
		return AccessKeys.of(keys);
	}

	private JsonNode json() {
		try (InputStream in = Files.newInputStream(this.path)) {
			byte[] content = in.readNBytes(MAX_BYTES + 1);
			if (content.length > MAX_BYTES) {
				throw wrong("it is larger than 1 MiB; " + FORM);
			}
			return JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build().readTree(content);
		}
		catch (JacksonException ex) {
			throw wrong("line " + ex.getLocation().getLineNr() + " is not JSON or names something twice; " + FORM);
		}
		catch (NoSuchFileException ex) {
			throw wrong("there is no such file; " + FORM);
		}
		catch (IOException ex) {
			throw wrong("it cannot be read (" + ex.getClass().getSimpleName() + "); " + FORM);
		}
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
		return new KeyRights(bySpace, elsewhere, false);
	}

	private Id space(String text) {
		String expected = "; it takes the id of a space, or * for every other space.";
		Id id = Id.parse(text).orElseThrow(() -> wrong(Quoting.quoted(text) + " is not an id" + expected));
		if (!id.kind().equals("Space")) {
			throw wrong(Quoting.quoted(text) + " is the id of a " + id.kind() + expected);
		}
		return id;
	}

	private Set<Right> list(String space, JsonNode names) {
		if (!names.isArray()) {
			throw wrong(Quoting.quoted(space) + " has " + shown(names) + " instead of an array of rights; " + FORM);
		}
		Set<Right> rights = EnumSet.noneOf(Right.class);
		for (JsonNode name : names) {
			rights.add(right(name));
		}
		return rights;
	}

	private Right right(JsonNode name) {
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

	private IllegalArgumentException wrong(String what) {
		return new IllegalArgumentException("--keys is " + this.path + ": " + what);
	}

}

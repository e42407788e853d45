package org.rolebindings.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.sandbox.bindings.BindingsReader;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.directory.DirectoryReader;
import org.rolebindings.sandbox.directory.FileEntry;
import org.rolebindings.sandbox.directory.Section;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.keys.KeyTable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the file that says what is in the account: a JSON object with the lists of the
 * API, each as its list call shows it, and {@code keys}. It reads one entry after the
 * other, so that the text of a large file is never in memory as a whole.
 */
public final class DirectoryFile {

	private static final String KEYS = "keys";

	private static final String LISTS = "organizations, users, roles, spaces, projects, role_bindings, "
			+ "resource_restrictions and keys";

	private final DirectoryReader directory = new DirectoryReader();

	private final BindingsReader bindings = new BindingsReader();

	private @Nullable JsonNode keys;

	private DirectoryFile() {
	}

	/**
	 * Reads a file.
	 * @param path a JSON file
	 * @return the account in it
	 * @throws IllegalArgumentException if it cannot be read or used; the message is one
	 * line for a person that begins with {@code --directory}
	 */
	public static Account read(Path path) {
		try {
			return new DirectoryFile().account(path);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("--directory is " + path + ": " + ex.getMessage());
		}
	}

	private Account account(Path path) {
		JsonMapper json = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
		try (InputStream in = Files.newInputStream(path); JsonParser parser = json.createParser(in)) {
			read(parser);
		}
		catch (JacksonIOException ex) {
			throw unreadable(ex.getOriginalMessage());
		}
		catch (StreamConstraintsException ex) {
			throw new IllegalArgumentException("it is nested too deep, or has a name or a value that is too long.");
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"line " + ex.getLocation().getLineNr() + " is not JSON or names something twice.");
		}
		catch (NoSuchFileException ex) {
			throw new IllegalArgumentException("there is no such file.");
		}
		catch (IOException ex) {
			throw unreadable(ex.getMessage());
		}
		Directory all = this.directory.directory();
		return new Account(all, keys(all), this.bindings.bindings());
	}

	private static IllegalArgumentException unreadable(@Nullable String reason) {
		return new IllegalArgumentException("it cannot be read (" + reason + ").");
	}

	private void read(JsonParser parser) {
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			throw new IllegalArgumentException("it is not a JSON object; it takes one with " + LISTS + ".");
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String title = parser.currentName();
			parser.nextToken();
			if (title.equals(KEYS)) {
				this.keys = parser.readValueAsTree();
			}
			else {
				readList(parser, title);
			}
		}
		if (parser.nextToken() != null) {
			throw new IllegalArgumentException("something follows the object.");
		}
	}

	private void readList(JsonParser parser, String title) {
		Consumer<FileEntry> reader = reader(title);
		if (!parser.isExpectedStartArrayToken()) {
			throw new IllegalArgumentException(title + " is not an array.");
		}
		for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
			String place = title + '[' + index + ']';
			if (!(parser.readValueAsTree() instanceof ObjectNode entry)) {
				throw new IllegalArgumentException(place + " is not an object.");
			}
			reader.accept(new FileEntry(place, entry));
		}
	}

	private Consumer<FileEntry> reader(String title) {
		if (title.equals(BindingsReader.TITLE)) {
			return this.bindings::add;
		}
		Section section = Section.find(title);
		if (section == null) {
			throw new IllegalArgumentException(
					"there is no list " + Quoting.quoted(title) + "; it takes " + LISTS + ".");
		}
		return (entry) -> this.directory.add(section, entry);
	}

	private AccessKeys keys(Directory all) {
		if (this.keys == null) {
			return AccessKeys.any();
		}
		try {
			return KeyTable.read(this.keys, all::spaceOf);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(KEYS + ": " + ex.getMessage());
		}
	}

}

package org.rolebindings.sandbox.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.rolebindings.sandbox.directory.Directory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the file that gives each key its rights. */
public final class KeysFile {

	private static final int MAX_BYTES = 1024 * 1024;

	private KeysFile() {
	}

	/**
	 * Reads a file.
	 * @param path a JSON file of at most 1 MiB
	 * @return the keys in it
	 * @throws IllegalArgumentException if it cannot be read or used; the message is one
	 * line for a person that begins with {@code --keys}
	 */
	public static AccessKeys read(Path path) {
		try {
			return KeyTable.read(json(path), Directory.builtIn()::spaceOf);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("--keys is " + path + ": " + ex.getMessage());
		}
	}

	private static JsonNode json(Path path) {
		try (InputStream in = Files.newInputStream(path)) {
			byte[] content = in.readNBytes(MAX_BYTES + 1);
			if (content.length > MAX_BYTES) {
				throw wrong("it is larger than 1 MiB");
			}
			return JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build().readTree(content);
		}
		catch (StreamConstraintsException ex) {
			throw wrong("it is nested too deep, or has a name or a value that is too long");
		}
		catch (JacksonException ex) {
			throw wrong("line " + ex.getLocation().getLineNr() + " is not JSON or names something twice");
		}
		catch (NoSuchFileException ex) {
			throw wrong("there is no such file");
		}
		catch (IOException ex) {
			throw wrong("it cannot be read (" + ex.getClass().getSimpleName() + ")");
		}
	}

	private static IllegalArgumentException wrong(String what) {
		return new IllegalArgumentException(what + "; " + KeyTable.FORM);
	}

}

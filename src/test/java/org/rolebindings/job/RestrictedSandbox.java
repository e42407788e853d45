package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.keys.KeysFile;
import org.rolebindings.testing.CsvRows;

/**
 * A sandbox with two keys: {@code admin} may do everything, {@code test-key} what its
 * space says. The spaces are named after the rights that the key has there.
 */
final class RestrictedSandbox {

	static final String ALL = "all";

	static final String NO_READ = "no-read";

	static final String NO_CREATE = "no-create";

	static final String NO_DELETE = "no-delete";

	static final String NOTHING = "nothing";

	private RestrictedSandbox() {
	}

	/** Starts a sandbox; the folder takes the file with the keys. */
	static SandboxServer start(Path folder) throws IOException {
		Path file = folder.resolve("keys.json");
		Files.writeString(file,
				"""
						{"admin": {"*": ["CREATE", "READ", "DELETE"]},
						 "test-key": {%s, %s, %s, %s}}""".formatted(rights(ALL, "CREATE", "READ", "DELETE"),
						rights(NO_READ, "CREATE", "DELETE"), rights(NO_CREATE, "READ", "DELETE"),
						rights(NO_DELETE, "CREATE", "READ")));
		return SandboxServer.start(0, SandboxProperties.none(), KeysFile.read(file), Duration.ZERO);
	}

	/** An import with the key that may do everything. */
	static Installation admin(Path folder, SandboxServer sandbox) {
		return new Installation(folder.resolve("admin"), sandbox.baseUrl()).set("test-key", "admin");
	}

	private static String rights(String space, String... rights) {
		return "\"" + CsvRows.id("Space:" + space) + "\": "
				+ Arrays.stream(rights).map((right) -> "\"" + right + "\"").collect(Collectors.joining(",", "[", "]"));
	}

}

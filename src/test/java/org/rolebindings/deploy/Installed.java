package org.rolebindings.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

import org.rolebindings.testing.Program;

/**
 * An installation as {@code docs/operations.md} describes it, below a folder: the paths
 * that the files of {@code deploy/} name are put below it.
 */
record Installed(Path folder) {

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin/java");

	/** Makes one, with a key. */
	static Installed in(Path folder) throws IOException {
		for (String name : new String[] { "srv/role-bindings", "var/lib/role-bindings", "etc/role-bindings" }) {
			Files.createDirectories(folder.resolve(name));
		}
		Path key = Files.writeString(folder.resolve("etc/role-bindings/api-key"), Program.KEY + "\n");
		Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
		return new Installed(folder);
	}

	/** Where the upstream export puts a file. */
	Path export(String name) {
		return this.folder.resolve("srv/role-bindings").resolve(name);
	}

	/** Where state and reports are. */
	Path data() {
		return this.folder.resolve("var/lib/role-bindings");
	}

	/** A text of {@code deploy/} with the paths of this installation. */
	String here(String text) {
		Map<String, Path> places = new LinkedHashMap<>();
		places.put("/usr/bin/java", JAVA);
		places.put("/opt/role-bindings/role-binding-import.jar", Program.project("target/role-binding-import.jar"));
		places.put("/opt/role-bindings/bin/role-bindings", Program.script());
		places.put("${CREDENTIALS_DIRECTORY}", this.folder.resolve("etc/role-bindings"));
		String here = text;
		for (String root : new String[] { "/srv/", "/var/lib/", "/etc/" }) {
			here = here.replace(root, this.folder + root);
		}
		for (Map.Entry<String, Path> place : places.entrySet()) {
			here = here.replace(place.getKey(), place.getValue().toString());
		}
		return here;
	}

}

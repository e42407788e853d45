package org.rolebindings.crash.remote;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

import org.rolebindings.testing.Program;

/** The packaged program, as if it were another version. */
final class OtherVersion {

	/** What the version is called. */
	static final String NAME = "0.0.9-other";

	private OtherVersion() {
	}

	/** Makes its jar. */
	static Path of(Path copy) throws IOException {
		Files.copy(Program.project("target/role-binding-import.jar"), copy);
		try (FileSystem jar = FileSystems.newFileSystem(copy)) {
			for (String root : new String[] { "", "BOOT-INF/classes/" }) {
				Path info = jar.getPath(root + "META-INF/build-info.properties");
				if (Files.exists(info)) {
					Files.writeString(info,
							Files.readString(info).replaceFirst("build\\.version=.*", "build.version=" + NAME));
				}
			}
		}
		return copy;
	}

}

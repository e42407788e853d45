package org.rolebindings.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.rolebindings.testing.Program;

/** Searches what the program has left behind for what must be nowhere in it. */
final class Secrets {

	private static final List<String> NOWHERE = List.of(Program.KEY, "Exception", "\tat org.", "\tat java.");

	private Secrets() {
	}

	/** Searches all files below a folder, the state's among them. */
	static void search(Path folder, Findings findings) throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			for (Path path : paths.filter(Files::isRegularFile).toList()) {
				String bytes = Files.readString(path, StandardCharsets.ISO_8859_1);
				boolean state = path.toString().contains(".role-bindings");
				for (String secret : state ? List.of(Program.KEY) : NOWHERE) {
					findings.require(!bytes.contains(secret), path.getFileName() + " has '" + secret + "' in it");
				}
				findings.require(state || bytes.indexOf('\u001b') < 0,
						path.getFileName() + " has a control sequence in it");
			}
		}
	}

}

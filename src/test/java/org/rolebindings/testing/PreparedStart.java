package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program as {@code bin/prepare-start} prepares it: it starts in little more
 * than half of the time. It is prepared once for each jar and JDK.
 */
final class PreparedStart {

	private static final Path JAR = Program.project("target/role-binding-import.jar");

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

	private static final List<String> ARGUMENTS = arguments(prepared());

	private PreparedStart() {
	}

	/** What a JVM is given to start the program; where it is not prepared, the jar. */
	static List<String> ofPrepared() {
		return ARGUMENTS;
	}

	/** What a JVM is given to start the jar itself. */
	static List<String> ofJar() {
		return List.of("-jar", JAR.toString());
	}

	private static List<String> arguments(Path folder) {
		Path ready = folder.resolve("ready");
		if (!Files.exists(ready)) {
			return ofJar();
		}
		String archive = folder.resolve("classes").toString();
		String jar = folder.resolve(JAR.getFileName()).toString();
		return switch (kind(ready)) {
			case "cds" -> List.of("-Xlog:cds*=off", "-XX:SharedArchiveFile=" + archive, "-jar", jar);
			case "aot" -> List.of("-Xlog:cds*=off", "-Xlog:aot*=off", "-XX:AOTCache=" + archive, "-jar", jar);
			default -> throw new AssertionError(ready + " has a kind that is not known.");
		};
	}

	private static String kind(Path ready) {
		try {
			return Files.readAllLines(ready).get(1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The folder that it is prepared in. Several JVMs run tests; only one prepares. */
	private static Path prepared() {
		try (FileChannel lock = FileChannel.open(JAR.resolveSibling("prepared-start.lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE)) {
			lock.lock();
			Path folder = JAR.resolveSibling("start").resolve(stamp(JAR)).resolve("tests-" + stamp(JAVA));
			if (!Files.exists(folder.resolve("ready"))) {
				prepare(folder);
			}
			return folder;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void prepare(Path folder) throws IOException {
		Process process = new ProcessBuilder("sh", Program.project("bin/prepare-start").toString(), JAVA.toString(),
				JAR.toString(), folder.toString())
			.redirectOutput(Redirect.DISCARD)
			.redirectError(Redirect.DISCARD)
			.start();
		try {
			if (!process.waitFor(5, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				throw new AssertionError("Preparing a start does not end.");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The size and the time of a file, as the scripts name them. */
	private static String stamp(Path file) throws IOException {
		return Files.size(file) + "-" + Files.getLastModifiedTime(file).toMillis() / 1000;
	}

}

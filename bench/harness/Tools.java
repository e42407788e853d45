import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is there of other programs, or can be had. */
final class Tools {

	private Tools() {
	}

	/** Why a program cannot be used, or {@code null}. */
	static String missing(String program) {
		for (String folder : System.getenv("PATH").split(":")) {
			if (Files.isExecutable(Path.of(folder, program))) {
				return null;
			}
		}
		return "there is no " + program;
	}

	/**
	 * Has Maven build a module, unless it is built; why that cannot be, or {@code null}.
	 */
	static String built(Settings settings, Workplace place, String module) {
		Path pom = settings.bench().resolve(module).resolve("pom.xml");
		Path done = pom.resolveSibling("target/lib");
		if (isNewer(done, pom.getParent()) || missing("mvn") != null) {
			return Files.exists(done) ? null : missing("mvn");
		}
		String name = module.replace('/', '-');
		Finished built = Finished.run(
				Command.of("mvn", "-q", "-B", "-f", pom, "package").with("JAVA_HOME", settings.jdk().toString()),
				place.log(name));
		return (built.exit() == 0) ? null : "Maven cannot build it; see " + place.log(name);
	}

	/** Whether something was made after all that it was made of. */
	private static boolean isNewer(Path made, Path module) {
		try (Stream<Path> files = Files.walk(module)) {
			long changed = files.filter((file) -> !file.startsWith(module.resolve("target")))
				.mapToLong((file) -> file.toFile().isFile() ? file.toFile().lastModified() : 0)
				.max()
				.orElse(0);
			return made.toFile().lastModified() > changed;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

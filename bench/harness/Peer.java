import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something that puts a file's rows in place.
 *
 * @param name its name in the table
 * @param missing why it cannot be run, or {@code null}
 * @param posting the command that posts a file
 */
record Peer(String name, String missing, Posting posting) {

	interface Posting {

		Command command(Path file, String url);

	}

	/** A Node script with a pool of connections, which npm gets its library for. */
	static Peer undici(Settings settings, Workplace place, int connections) {
		Path folder = settings.bench().resolve("peers/undici");
		return new Peer("undici", installed(folder, place),
				(file, url) -> Command.of("node", folder.resolve("post.mjs"), url, file, connections));
	}

	/** A job of Spring Batch as its tutorials write one, which posts row by row. */
	static Peer tutorial(Settings settings, Workplace place, Path jdk) {
		return onTheJvm(settings, place, "Spring Batch tutorial", "spring-batch", "tutorial.TutorialJob", jdk, 1);
	}

	/** A module that Maven builds. */
	static Peer onTheJvm(Settings settings, Workplace place, String name, String module, String main, Path jdk,
			int inFlight) {
		Path target = settings.bench().resolve("peers").resolve(module).resolve("target");
		return new Peer(name, Tools.built(settings, place, "peers/" + module),
				(file, url) -> Command.of(jdk.resolve("bin/java"), "-cp",
						target.resolve("classes") + ":" + target.resolve("lib") + "/*", main, url, file, inFlight));
	}

	private static String installed(Path folder, Workplace place) {
		String missing = Tools.missing("npm");
		if (missing != null || Files.isDirectory(folder.resolve("node_modules/undici"))) {
			return missing;
		}
		Finished installed = Finished.run(
				Command.of("npm", "install", "--prefix", folder, "--no-package-lock", "--no-audit", "--no-fund"),
				place.log("npm"));
		return (installed.exit() == 0) ? null : "npm cannot install undici; see " + place.log("npm");
	}

}

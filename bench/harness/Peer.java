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

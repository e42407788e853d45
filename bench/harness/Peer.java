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

}

package org.rolebindings.job.scratch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.rolebindings.files.FileProblem;
import org.rolebindings.files.OwnerOnly;
import org.rolebindings.store.DatabaseUrl;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StoreProperties;

/**
 * The folder for files that a run needs for a while.
 *
 * @param path the folder
 */
public record WorkFolder(Path path) {

	/**
	 * Returns the folder of a process. One process uses a state folder. With PostgreSQL,
	 * several processes may, one for each target, so each target has a folder below it.
	 * @param target the normalised base URL
	 */
	public static WorkFolder of(StoreProperties properties, String target) {
		DatabaseUrl database = properties.database();
		if (database == null) {
			return new WorkFolder(properties.state());
		}
		String user = database.shown() + ' ' + target;
		return new WorkFolder(
				properties.state().resolve("work-" + UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8))));
	}

	/**
	 * Makes the folder if there is none.
	 * @throws ForeignStateException if it cannot be made
	 */
	public void make() {
		try {
			Files.createDirectories(this.path, OwnerOnly.folder(this.path));
		}
		catch (IOException ex) {
			throw new ForeignStateException("The folder " + this.path + " cannot be made: " + FileProblem.reason(ex)
					+ "; name another one with --state.");
		}
	}

}

package org.rolebindings.ledger;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import javax.sql.DataSource;



/**
 * The folder with the embedded database, readable by its owner alone. Only one process at
 * a time uses it: who has locked it.
 */
final class StateFolder {

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private final Path folder;

	private final StateHealth health;

	private StateFolder(Path folder) {
		this.folder = folder;
		this.health = new StateHealth(folder);
	}

	/**
	 * Makes the folder where there is none.
	 * @param state the folder
	 * @return the folder
	 * @throws ForeignStateException if it cannot be used
	 */
	static StateFolder at(Path state) {
		Path folder = state.toAbsolutePath().normalize();
		try {
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(folder);
				protect(folder, "rwx------");
			}
			return new StateFolder(folder);
		}
		catch (IOException ex) {
			throw new ForeignStateException(
					"--state is " + folder + ", where no folder can be made: "
					+ FileProblem.reason(ex) + "; name another folder.");
		}
	}

	/**
	 * Takes hold of the folder.
	 * @param longest how long to wait for another process that holds it
	 * @param notice is told once, where there is something to wait for
	 * @return the hold, to be closed after the database
	 * @throws StateInUseException if another process holds the folder all the time
	 * @throws ForeignStateException if it cannot be used
	 */
	StateLock lock(Duration longest, StateNotice notice) {
		return StateLock.acquire(this.folder, longest, notice);
	}

	/** Whether the folder's database works. */
	StateHealth health() {
		return this.health;
	}

	/**
	 * Opens the database, and makes it where there is none. The folder has to be locked.
	 * @return the database, with all tables
	 * @throws StateInUseException if another process uses it all the same
	 * @throws ForeignStateException if it cannot be used
	 */
	DataSource open() {
		try {
			return new StateDatabase(this.folder, this.health).open();
		}
		catch (IOException ex) {
			throw new ForeignStateException("--state is " + this.folder + ", where the database cannot be made: "
					+ FileProblem.reason(ex) + "; mend that, or use another folder.");
		}
	}

	/** Goes on counting; the database must not have gone back. */
	StateCounter count(DataSource dataSource) {
		return StateCounter.open(dataSource, this.folder);
	}

	private static void protect(Path path, String permissions) {
		if (POSIX) {
			try {
				Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
			}
			catch (IOException ex) {
				throw new ForeignStateException("--state: " + path + " cannot be made private: " + ex.getMessage());
			}
		}
	}

}

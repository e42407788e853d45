package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import org.rolebindings.files.FileProblem;
import org.rolebindings.files.OwnerOnly;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.Schema;
import org.rolebindings.store.StateInUseException;
import org.rolebindings.store.StateNotice;
import org.rolebindings.store.StateUnwritableException;

import org.springframework.dao.DataAccessException;

/**
 * The folder with the embedded database, readable by its owner only. The process that has
 * locked it is the only one that uses it.
 */
final class StateFolder {

	private static final int GROUP_WRITES = 4;

	private static final int OTHERS_WRITE = 7;

	private final Path folder;

	private final FolderHealth health;

	private StateFolder(Path folder) {
		this.folder = folder;
		this.health = new FolderHealth(folder);
	}

	/**
	 * Makes the folder if there is none.
	 * @param state the folder
	 * @return the folder
	 * @throws ForeignStateException if it cannot be used
	 */
	static StateFolder at(Path state) {
		Path folder = state.toAbsolutePath().normalize();
		try {
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(folder, OwnerOnly.folder(folder));
			}
			return new StateFolder(folder);
		}
		catch (IOException ex) {
			throw new ForeignStateException("--state is " + folder + ", but that folder cannot be made: "
					+ FileProblem.reason(ex) + "; name another folder.");
		}
	}

	/**
	 * Locks the folder.
	 * @param longest how long to wait for another process that holds it
	 * @param notice takes one sentence if there is something to wait for
	 * @return the lock, to be closed after the database
	 * @throws StateInUseException if another process holds the folder for that long
	 * @throws ForeignStateException if it cannot be used
	 */
	StateLock lock(Duration longest, StateNotice notice) {
		warnOfOthers(notice);
		return StateWait.acquire(this.folder, longest, notice);
	}

	/** The health of the folder's database. */
	FolderHealth health() {
		return this.health;
	}

	/**
	 * Opens the database, and makes it if there is none. The folder has to be locked.
	 * @param schema its tables
	 * @return the database, with all tables
	 * @throws StateInUseException if another process uses it all the same
	 * @throws StateUnwritableException if it exists and cannot be written at present
	 * @throws ForeignStateException if it cannot be used
	 */
	StateDataSource open(Schema schema) {
		try {
			for (String file : List.of(StateDatabase.FILE, StateLock.FILE, StateCounter.FILE)) {
				OwnerOnly.protect(this.folder.resolve(file));
			}
			return new StateDatabase(this.folder, schema, this.health).open();
		}
		catch (IOException ex) {
			throw new ForeignStateException(
					"--state is " + this.folder + ", but a file in it cannot be made, or made private: "
							+ FileProblem.reason(ex) + "; remove the cause, or use another folder.");
		}
	}

	/** Opens the counter, and checks that the database is not an older one. */
	StateCounter count(DataSource dataSource) {
		try {
			return StateCounter.open(dataSource, this.folder);
		}
		catch (DataAccessException ex) {
			throw FolderHealth.isUnwritable(ex) ? this.health.unwritable(ex)
					: new ForeignStateException(this.health.describe(ex));
		}
	}

	/**
	 * Does not change the permissions of a folder that existed before, because it may
	 * have other uses. The files in it are private anyway.
	 */
	private void warnOfOthers(StateNotice notice) {
		String permissions = OwnerOnly.permissions(this.folder);
		if (permissions.endsWith("------")) {
			return;
		}
		boolean writable = permissions.charAt(GROUP_WRITES) == 'w' || permissions.charAt(OTHERS_WRITE) == 'w';
		notice.tell("The state folder " + this.folder + " is open to others (" + permissions + "); "
				+ (writable ? "they can take files out of it" : "they can see which files are in it")
				+ ", though not what is in them. Better: chmod 700.");
	}

}

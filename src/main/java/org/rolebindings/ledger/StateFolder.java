package org.rolebindings.ledger;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * The folder with the embedded database, readable by its owner alone. Only one process at
 * a time uses it: who has locked it.
 */
final class StateFolder {

	private static final String DATABASE = "ledger";

	/**
	 * By default H2 writes a commit up to half a second late, closes itself at SIGTERM
	 * while it is still needed, and keeps a file of its own about errors.
	 */
	private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

	/** H2's code for a file that another process has locked. */
	private static final int LOCKED = 90020;

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private final Path folder;

	private StateFolder(Path folder) {
		this.folder = folder;
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
					"--state is " + folder + ", where no folder can be made: " + ex.getMessage());
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

	/**
	 * Opens the database, and makes it where there is none. The folder has to be locked.
	 * @return the database, with all tables
	 * @throws StateInUseException if another process uses it all the same
	 * @throws ForeignStateException if it cannot be used
	 */
	DataSource open() {
		Path file = this.folder.resolve(DATABASE + ".mv.db");
		// H2 would open it all the same, and fail at the first write
		if (Files.exists(file) && !Files.isWritable(file)) {
			throw new ForeignStateException("--state is " + this.folder + ", where " + file.getFileName()
					+ " is not writable; mend that, or use another folder.");
		}
		HikariDataSource dataSource = connect();
		try {
			protect(file, "rw-------");
			LedgerSchema.prepare(dataSource);
			return dataSource;
		}
		catch (RuntimeException ex) {
			dataSource.close();
			throw ex;
		}
	}

	private HikariDataSource connect() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl("jdbc:h2:file:" + this.folder.resolve(DATABASE) + SETTINGS);
		config.setUsername("sa");
		config.setPoolName("ledger");
		try {
			return new HikariDataSource(config);
		}
		catch (PoolInitializationException ex) {
			if (isLocked(ex)) {
				throw new StateInUseException(this.folder, null);
			}
			throw new ForeignStateException("The state in " + this.folder + " cannot be opened: "
					+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage()
					+ "; mend that, or use another --state folder.");
		}
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

	private static boolean isLocked(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && sql.getErrorCode() == LOCKED) {
				return true;
			}
		}
		return false;
	}

}

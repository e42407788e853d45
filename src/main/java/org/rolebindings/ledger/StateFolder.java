package org.rolebindings.ledger;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the embedded database, readable by its owner alone. Only one process at
 * a time can hold it: H2 locks its file.
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

	private StateFolder() {
	}

	/** Opens the database, and makes it where there is none. */
	static DataSource open(Path state) {
		Path folder = state.toAbsolutePath().normalize();
		prepare(folder);
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl("jdbc:h2:file:" + folder.resolve(DATABASE) + SETTINGS);
		config.setUsername("sa");
		config.setPoolName("ledger");
		try {
			HikariDataSource dataSource = new HikariDataSource(config);
			protect(folder.resolve(DATABASE + ".mv.db"), "rw-------");
			return dataSource;
		}
		catch (PoolInitializationException ex) {
			throw isLocked(ex) ? new StateInUseException(folder, ex) : ex;
		}
	}

	private static void prepare(Path folder) {
		try {
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(folder);
				protect(folder, "rwx------");
			}
		}
		catch (IOException ex) {
			throw new ForeignStateException(
					"--state is " + folder + ", where no folder can be made: " + ex.getMessage());
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

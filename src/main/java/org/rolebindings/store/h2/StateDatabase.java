package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.h2.Driver;
import org.rolebindings.files.CauseChain;
import org.rolebindings.files.DiskSync;
import org.rolebindings.store.ErrorWatch;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.Schema;
import org.rolebindings.store.StateInUseException;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The embedded database in a state folder. A new database is created under another name,
 * and moved into its place with all its tables, so that a database without them is always
 * a damaged one.
 */
final class StateDatabase {

	static final String FILE = "ledger.mv.db";

	private static final String NAME = "ledger";

	private static final String NEW_NAME = "ledger-new";

	/**
	 * By default H2 writes a commit up to half a second late, closes itself at SIGTERM
	 * while it is still needed, and keeps a file of its own about errors. It also moves
	 * data within the file when it closes. If a full disk or a crash interrupts that, the
	 * next start can overwrite data that was moved, and H2 then falls back to a version
	 * from before all runs.
	 */
	private static final String SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;MAX_COMPACT_TIME=0";

	private static final String WRITES_AT_ONCE = ";WRITE_DELAY=0";

	/**
	 * A new database is used only once it is complete, so its tables are written
	 * together.
	 */
	private static final String WRITES_LATE = ";WRITE_DELAY=10000";

	private static final String USER = "sa";

	static {
		// By default H2 looks each value up among those that were used before, to share
		// it. Rows share few values, and the look-ups took a fifth of reading a row.
		System.setProperty("h2.objectCache", "false");
	}

	/** H2's code for a file that another process has locked. */
	private static final int LOCKED = 90020;

	/** H2's code for another user or password. */
	private static final int WRONG_PASSWORD = 28000;

	private final Path folder;

	private final Path file;

	private final Schema schema;

	private final FolderHealth health;

	StateDatabase(Path folder, Schema schema, FolderHealth health) {
		this.folder = folder;
		this.file = folder.resolve(FILE);
		this.schema = schema;
		this.health = health;
	}

	StateDataSource open() throws IOException {
		if (!Files.exists(this.file, LinkOption.NOFOLLOW_LINKS)) {
			create();
		}
		else if (!Files.isRegularFile(this.file)) {
			throw ForeignStateException.damaged(this.folder, FILE + " in it is not a file");
		}
		// H2 would make a new database of an empty file, and fail at the first write to a
		// read-only one
		else if (Files.size(this.file) == 0) {
			throw ForeignStateException.damaged(this.folder, FILE + " in it is empty");
		}
		else if (!Files.isWritable(this.file)) {
			throw new ForeignStateException("--state is " + this.folder + ", but " + FILE
					+ " in it is not writable; make it writable, or use another folder.");
		}
		return connect();
	}

	/** After a crash the next start begins anew. */
	private void create() throws IOException {
		if (Files.exists(this.folder.resolve(StateCounter.FILE))) {
			throw ForeignStateException.damaged(this.folder, FILE + " is gone from it");
		}
		Path made = this.folder.resolve(NEW_NAME + ".mv.db");
		Files.deleteIfExists(made);
		SingleConnectionDataSource dataSource = new OneConnection(url(NEW_NAME) + WRITES_LATE);
		try {
			this.schema.create(dataSource);
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute(StateCounter.TABLE);
			jdbc.execute("CHECKPOINT SYNC");
		}
		catch (DataAccessException ex) {
			throw cannotBeOpened(ex);
		}
		finally {
			dataSource.destroy();
		}
		DiskSync.file(made);
		Files.move(made, this.file, StandardCopyOption.ATOMIC_MOVE);
		DiskSync.folder(this.folder);
	}

	private String url(String name) {
		return OwnerOnlyFilePath.url(this.folder.resolve(name)) + SETTINGS;
	}

	private StateDataSource connect() {
		HikariConfig config = new HikariConfig();
		config.setDataSource(new WorkingDataSource(url(NAME) + WRITES_AT_ONCE, USER, this.health));
		config.setPoolName(NAME);
		config.setExceptionOverride(new ErrorWatch(this.health::see));
		try {
			StateDataSource dataSource = new StateDataSource(config, this.health, this::compact);
			try {
				if (bringUpToDate(dataSource)) {
					new JdbcTemplate(dataSource).execute("CHECKPOINT SYNC");
				}
				return dataSource;
			}
			catch (RuntimeException ex) {
				dataSource.close();
				throw ex;
			}
		}
		catch (PoolInitializationException | DataAccessException ex) {
			throw FolderHealth.isUnwritable(ex) ? this.health.unwritable(ex) : cannotBeOpened(ex);
		}
	}

	private boolean bringUpToDate(StateDataSource dataSource) {
		if (!this.schema.isPresent(dataSource)) {
			throw ForeignStateException.damaged(this.folder,
					"its database has no table ledger_schema; it is damaged, or another program's");
		}
		return this.schema.bringUpToDate(dataSource);
	}

	/**
	 * Compacts the database if at least half of the file is free; less free space is used
	 * by the next runs. H2 copies the data into another file and moves that into its
	 * place, so that the database is complete at any time.
	 */
	private void compact() {
		SingleConnectionDataSource dataSource = new OneConnection(url(NAME) + WRITES_AT_ONCE);
		try {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute(isHalfEmpty(jdbc) ? "SHUTDOWN COMPACT" : "SHUTDOWN");
		}
		catch (DataAccessException ex) {
			// The database is as large as before, and the next run tries again
		}
		finally {
			dataSource.destroy();
		}
	}

	/**
	 * Multiplies two rates in percent: how much of the file is in use, and how much of
	 * that is valid.
	 */
	private static boolean isHalfEmpty(JdbcTemplate jdbc) {
		List<Integer> rates = jdbc.queryForList("""
				SELECT setting_value FROM information_schema.settings
				WHERE setting_name IN ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')
				""", Integer.class);
		return rates.size() == 2 && rates.get(0) * rates.get(1) < 50 * 100;
	}

	private RuntimeException cannotBeOpened(Throwable failure) {
		return switch (CauseChain.find(failure, SQLException.class).map(SQLException::getErrorCode).orElse(0)) {
			case LOCKED -> new StateInUseException(StateWait.using(this.folder), null, StateWait.ANOTHER);
			case WRONG_PASSWORD -> ForeignStateException.damaged(this.folder,
					"its database belongs to another program: it has another user or a password");
			default -> FolderHealth.isDamage(failure)
					? ForeignStateException.damaged(this.folder,
							"its database is damaged, or is not a database (" + FolderHealth.line(failure) + ")")
					: new ForeignStateException("The state in " + this.folder + " cannot be opened: "
							+ FolderHealth.line(failure) + "; remove the cause, or use another --state folder.");
		};
	}

	/** One connection, for which the driver manager does not load every driver. */
	private static final class OneConnection extends SingleConnectionDataSource {

		OneConnection(String url) {
			super(url, USER, "", true);
		}

		@Override
		protected Connection getConnectionFromDriverManager(String url, Properties properties) throws SQLException {
			return Objects.requireNonNull(new Driver().connect(url, properties));
		}

	}

}

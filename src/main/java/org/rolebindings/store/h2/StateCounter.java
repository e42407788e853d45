package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.rolebindings.files.OwnerOnly;
import org.rolebindings.store.ForeignStateException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts how often the database was forced to the disk, first in the database, then in a
 * file beside it. If the end of the database's file is missing, H2 silently opens an
 * earlier version. The count in that version is lower than the one in the file.
 */
final class StateCounter {

	static final String FILE = "count";

	static final String TABLE = "CREATE TABLE IF NOT EXISTS state_count AS SELECT CAST(0 AS BIGINT) AS forced";

	private static final Pattern CONTENT = Pattern.compile("\\d{19}\n");

	private final DataSource dataSource;

	private final Path file;

	private long forced;

	private StateCounter(DataSource dataSource, Path file, long forced) {
		this.dataSource = dataSource;
		this.file = file;
		this.forced = forced;
	}

	/**
	 * Compares the counts, and continues counting.
	 * @throws ForeignStateException if the database is older than the file
	 */
	static StateCounter open(DataSource dataSource, Path folder) {
		JdbcClient jdbc = JdbcClient.create(dataSource);
		jdbc.sql(TABLE).update();
		long forced = Objects
			.requireNonNull(jdbc.sql("SELECT COALESCE(MAX(forced), -1) FROM state_count").query(Long.class).single());
		Path file = folder.resolve(FILE);
		if (Files.exists(file) && read(folder, file) > forced) {
			throw ForeignStateException.damaged(folder, "its database is older than the file " + FILE
					+ " beside it, so its end is missing, or only one of them was restored");
		}
		return new StateCounter(dataSource, file, forced);
	}

	private static long read(Path folder, Path file) {
		try {
			String content = Files.readString(file, StandardCharsets.US_ASCII);
			// A full disk or a loss of power can leave NULs when the file is created
			if (content.chars().allMatch((c) -> c == 0)) {
				return 0;
			}
			if (!CONTENT.matcher(content).matches()) {
				throw ForeignStateException.damaged(folder, "the file " + FILE + " in it is damaged");
			}
			return Long.parseLong(content.strip());
		}
		catch (IOException | NumberFormatException ex) {
			throw ForeignStateException.damaged(folder, "the file " + FILE + " in it cannot be read");
		}
	}

	/** Forces everything that was committed to the disk, and counts that. */
	void force() {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			int unused = statement.executeUpdate("UPDATE state_count SET forced = " + (this.forced + 1));
			statement.execute("CHECKPOINT SYNC");
			this.forced++;
		}
		catch (SQLException ex) {
			throw new UncategorizedSQLException("force", "CHECKPOINT SYNC", ex);
		}
		write();
	}

	/** Writes in place with a constant length, so that it needs no further disk block. */
	private void write() {
		ByteBuffer content = StandardCharsets.US_ASCII.encode(String.format(Locale.ROOT, "%019d\n", this.forced));
		try (FileChannel channel = FileChannel.open(this.file,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file(this.file))) {
			channel.write(content, 0);
			channel.force(true);
		}
		catch (IOException ex) {
			throw new DataAccessResourceFailureException(this.file + " cannot be written", ex);
		}
	}

}

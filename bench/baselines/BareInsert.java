import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Inserts the rows of a CSV into the ledger's table, in batches of 1,000 with a commit
 * each, and does nothing else: what the staging of them is compared with. The database
 * is one that the program has made. Prints the seconds that it took; reading and
 * splitting the lines is not counted.
 * <p>
 * {@code java BareInsert FILE STATE}
 */
public final class BareInsert {

	private static final int BATCH = 1000;

	/** What the ledger adds to the line of a row of a run that the program has not made. */
	private static final long RUN = 1_000L << 40;

	private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

	private BareInsert() {
	}

	public static void main(String[] args) throws IOException, SQLException {
		long nanos = 0;
		String url = "jdbc:h2:file:" + Path.of(args[1]).toAbsolutePath().resolve("ledger") + SETTINGS;
		try (Connection connection = DriverManager.getConnection(url, "sa", "");
				BufferedReader reader = Files.newBufferedReader(Path.of(args[0]))) {
			connection.setAutoCommit(false);
			try (PreparedStatement insert = connection.prepareStatement("INSERT INTO import_row (row_id, carried, "
					+ "role_id, user_id, resource_type, resource_id, attempts) VALUES (?, ?, ?, ?, ?, ?, 0)")) {
				reader.readLine();
				long line = 2;
				List<String[]> batch = read(reader);
				while (!batch.isEmpty()) {
					long begun = System.nanoTime();
					insert(insert, batch, line);
					connection.commit();
					nanos += System.nanoTime() - begun;
					line += batch.size();
					batch = read(reader);
				}
			}
			long begun = System.nanoTime();
			try (Statement statement = connection.createStatement()) {
				statement.execute("CHECKPOINT SYNC");
			}
			nanos += System.nanoTime() - begun;
		}
		System.out.println("seconds=" + nanos / 1e9);
	}

	private static List<String[]> read(BufferedReader reader) throws IOException {
		List<String[]> rows = new ArrayList<>(BATCH);
		String line;
		while (rows.size() < BATCH && (line = reader.readLine()) != null) {
			rows.add(line.split(","));
		}
		return rows;
	}

	private static void insert(PreparedStatement insert, List<String[]> rows, long firstLine) throws SQLException {
		long line = firstLine;
		for (String[] row : rows) {
			insert.setLong(1, RUN + line++);
			insert.setString(2, String.join(",", row));
			for (int i = 0; i < 4; i++) {
				insert.setString(3 + i, row[i]);
			}
			insert.addBatch();
		}
		insert.executeBatch();
	}

}

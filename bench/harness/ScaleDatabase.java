import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database of its own on the server, which is dropped at the end. */
final class ScaleDatabase implements AutoCloseable {

	private static final String NAME = "bench_scale";

	private final String server;

	private final Path log;

	ScaleDatabase(String server, Path log) {
		this.server = server;
		this.log = log;
		psql(server, "DROP DATABASE IF EXISTS " + NAME, "CREATE DATABASE " + NAME);
		Finished.run(command(url(), "CREATE EXTENSION IF NOT EXISTS pg_stat_statements"), log);
	}

	/** The database's URL for the program. */
	String url() {
		return this.server.replaceFirst("(//[^/]+/)[^?]*", "$1" + NAME);
	}

	private static Command command(String url, String... statements) {
		List<String> words = new ArrayList<>(List.of("psql", "-X", "-Atq", "-v", "ON_ERROR_STOP=1",
				url.substring("jdbc:".length())));
		for (String statement : statements) {
			words.addAll(List.of("-c", statement));
		}
		return new Command(words, Map.of());
	}

	private String psql(String url, String... statements) {
		return Finished.runWell(command(url, statements), this.log).output().strip();
	}

	/** The number that a query answers, 0 where it answers nothing. */
	double number(String query) {
		String answer = psql(url(), query);
		return answer.isEmpty() ? 0 : Double.parseDouble(answer);
	}

	/** How many seconds a step of the last run took. */
	double step(String name) {
		return number("SELECT EXTRACT(EPOCH FROM COALESCE(end_time, LOCALTIMESTAMP) - start_time) FROM"
				+ " batch_step_execution WHERE step_name = '" + name + "' ORDER BY step_execution_id DESC LIMIT 1");
	}

	/** How many bytes a relation takes, with its indexes. */
	double bytes(String table) {
		return number("SELECT pg_total_relation_size('" + table + "')");
	}

	/** What the database has done so far. */
	Costs costs() {
		String statements = "0";
		if (number("SELECT COUNT(*) FROM pg_extension WHERE extname = 'pg_stat_statements'") > 0) {
			statements = "(SELECT COALESCE(SUM(calls), 0) FROM pg_stat_statements s WHERE s.dbid = d.oid)";
		}
		try {
			return costs(statements);
		}
		catch (FailedException ex) {
			// The extension is there, and the library is not loaded
			return costs("0");
		}
	}

	private Costs costs(String statements) {
		String[] values = psql(url(), "SELECT d.xact_commit, d.tup_inserted + d.tup_updated + d.tup_deleted,"
				+ " pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'), d.blks_hit + d.blks_read, " + statements
				+ " FROM (SELECT s.*, s.datid AS oid FROM pg_stat_database s WHERE datname = current_database()) d")
			.split("\\|");
		return new Costs(Double.parseDouble(values[0]), Double.parseDouble(values[1]), Double.parseDouble(values[2]),
				Double.parseDouble(values[3]), Double.parseDouble(values[4]));
	}

	@Override
	public void close() {
		psql(this.server, "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
	}

	/**
	 * What the server has done.
	 *
	 * @param commits transactions
	 * @param written rows of tables that were written
	 * @param wal bytes of its log, of all databases
	 * @param pages pages that were looked at
	 * @param statements statements, 0 where it does not count them
	 */
	record Costs(double commits, double written, double wal, double pages, double statements) {

		Costs since(Costs before) {
			return new Costs(this.commits - before.commits, this.written - before.written, this.wal - before.wal,
					this.pages - before.pages, this.statements - before.statements);
		}

	}

}

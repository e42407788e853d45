package org.rolebindings.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.BiConsumer;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The answers for the names in the files of runs, so that the next start of a run does
 * not ask again. Beside the embedded database they are in a file, and this has none.
 */
public final class NameAnswerLedger {

	private static final int ROWS_AT_ONCE = 1_000;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final boolean used;

	NameAnswerLedger(JdbcTemplate jdbc, TransactionTemplate transaction, boolean used) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.used = used;
	}

	/**
	 * Goes through the answers of a run. A later answer for a name replaces an earlier
	 * one.
	 * @param run the run
	 * @param consumer takes the key of a name, and its answer
	 */
	public void forEach(long run, BiConsumer<String, String> consumer) {
		if (this.used) {
			this.jdbc.query((connection) -> {
				PreparedStatement statement = connection
					.prepareStatement("SELECT name_key, answer FROM name_answer WHERE run = ? ORDER BY id");
				// Otherwise the driver would read all of them at once
				statement.setFetchSize(ROWS_AT_ONCE);
				statement.setLong(1, run);
				return statement;
			}, (RowCallbackHandler) (results) -> consumer.accept(text(results.getBytes(1)), text(results.getBytes(2))));
		}
	}

	/**
	 * Adds answers.
	 * @param run the run
	 * @param answers the answers by the keys of their names
	 */
	public void add(long run, Map<String, String> answers) {
		if (this.used && !answers.isEmpty()) {
			List<Entry<String, String>> entries = List.copyOf(answers.entrySet());
			this.transaction.executeWithoutResult((status) -> this.jdbc.batchUpdate(
					"INSERT INTO name_answer (run, name_key, answer) VALUES (?, ?, ?)", entries, entries.size(),
					(statement, entry) -> {
						statement.setLong(1, run);
						// Keys have NUL between their parts, which no text of PostgreSQL
						// has
						statement.setBytes(2, entry.getKey().getBytes(StandardCharsets.UTF_8));
						statement.setBytes(3, entry.getValue().getBytes(StandardCharsets.UTF_8));
					}));
		}
	}

	/**
	 * Removes the answers of a run, and of all that have ended.
	 * @param run the run
	 */
	public void forget(long run) {
		if (this.used) {
			this.transaction.executeWithoutResult((status) -> this.jdbc.update("""
					DELETE FROM name_answer WHERE run = ?
						OR run NOT IN (SELECT run FROM import_run WHERE status IN ('RUNNING', 'STOPPED'))
					""", run));
		}
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}

package org.rolebindings.ledger.staged;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows by PostgreSQL's {@code COPY}, which takes a third of the time of a batch.
 */
public final class CopiedInsert implements RowInsert {

	private static final String COPY = """
			COPY import_row (row_id, carried, role_id, user_id, resource_type, resource_id, outcome, error_code,
				message, attempts) FROM STDIN""";

	private static final String NULL = "\\N";

	private final JdbcTemplate jdbc;

	public CopiedInsert(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void insert(List<StagedRow> rows) {
		StringBuilder lines = new StringBuilder();
		rows.forEach((row) -> add(row, lines));
		Long unused = this.jdbc.execute((Connection connection) -> copy(connection, lines.toString()));
	}

	/** From a reader, the driver would take a pair of surrogates apart now and then. */
	private static long copy(Connection connection, String lines) throws SQLException {
		try {
			byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
			return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(bytes));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void add(StagedRow row, StringBuilder lines) {
		lines.append(row.rowId()).append('\t');
		add(row.carried(), lines);
		add(row.roleId(), lines);
		add(row.userId(), lines);
		add(row.resourceType(), lines);
		add(row.resourceId(), lines);
		add(row.outcome(), lines);
		add(row.errorCode(), lines);
		add(row.message(), lines);
		lines.append("0\n");
	}

	/** Adds a value and its delimiter, in the text format of {@code COPY}. */
	private static void add(@Nullable String value, StringBuilder lines) {
		if (value == null) {
			lines.append(NULL);
		}
		else {
			for (int i = 0; i < value.length(); i++) {
				addCharacter(value.charAt(i), lines);
			}
		}
		lines.append('\t');
	}

	private static void addCharacter(char character, StringBuilder lines) {
		switch (character) {
			case '\\' -> lines.append("\\\\");
			case '\t' -> lines.append("\\t");
			case '\n' -> lines.append("\\n");
			case '\r' -> lines.append("\\r");
			default -> lines.append(character);
		}
	}

}

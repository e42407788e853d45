package org.rolebindings.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Converts instants to the database's {@code TIMESTAMP(3) WITH TIME ZONE} and back. They
 * are truncated to milliseconds here. The database would round them, and a mark could
 * then be later than what it marks.
 */
public final class Times {

	private Times() {
	}

	public static OffsetDateTime toDatabase(Instant instant) {
		return stored(instant).atOffset(ZoneOffset.UTC);
	}

	/** The instant as the database will return it. */
	public static Instant stored(Instant instant) {
		return instant.truncatedTo(ChronoUnit.MILLIS);
	}

	public static @Nullable Instant read(ResultSet results, String column) throws SQLException {
		return read(results, results.findColumn(column));
	}

	public static @Nullable Instant read(ResultSet results, int column) throws SQLException {
		OffsetDateTime time = results.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

}

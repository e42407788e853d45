package org.rolebindings.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/** Instants as the database's {@code TIMESTAMP WITH TIME ZONE}. */
final class Times {

	private Times() {
	}

	static OffsetDateTime toDatabase(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	static @Nullable Instant read(ResultSet results, String column) throws SQLException {
		OffsetDateTime time = results.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

}

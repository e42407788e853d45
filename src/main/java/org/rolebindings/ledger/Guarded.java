package org.rolebindings.ledger;

import java.util.NoSuchElementException;

import tools.jackson.core.JacksonException;

import org.springframework.jdbc.core.RowMapper;

/**
 * Reads rows whose values are not taken for granted: the database keeps no checksum of
 * what is in them.
 */
final class Guarded {

	private Guarded() {
	}

	static <T> RowMapper<T> rows(RowMapper<T> mapper) {
		return (results, number) -> {
			try {
				return mapper.mapRow(results, number);
			}
			catch (IllegalArgumentException | NoSuchElementException | NullPointerException | JacksonException ex) {
				throw new DamagedStateException("a row in it has values that this program never wrote", ex);
			}
		};
	}

}

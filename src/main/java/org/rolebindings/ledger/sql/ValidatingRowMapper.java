package org.rolebindings.ledger.sql;

import java.util.NoSuchElementException;

import org.rolebindings.store.DamagedStateException;
import tools.jackson.core.JacksonException;

import org.springframework.jdbc.core.RowMapper;

/**
 * Reads rows whose values are not taken for granted: the database keeps no checksum of
 * what is in them.
 */
public final class ValidatingRowMapper {

	private ValidatingRowMapper() {
	}

	public static <T> RowMapper<T> rows(RowMapper<T> mapper) {
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

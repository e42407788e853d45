package org.rolebindings.ledger.sql;

import java.util.NoSuchElementException;

import org.rolebindings.store.DamagedStateException;
import tools.jackson.core.JacksonException;

import org.springframework.jdbc.core.RowMapper;

/**
 * Reads rows whose values may be damaged, because the database keeps no checksum of them,
 * and reports invalid values as a damaged state.
 */
public final class ValidatingRowMapper {

	private ValidatingRowMapper() {
	}

	public static <T> RowMapper<T> of(RowMapper<T> mapper) {
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

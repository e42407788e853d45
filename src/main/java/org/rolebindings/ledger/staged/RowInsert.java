package org.rolebindings.ledger.staged;

import java.util.List;

/** Writes rows of a file, in the transaction of the caller. */
@FunctionalInterface
public interface RowInsert {

	/**
	 * Writes rows.
	 * @param rows rows that the table does not have yet
	 * @throws org.springframework.dao.DataAccessException if they cannot be written
	 */
	void insert(List<StagedRow> rows);

}

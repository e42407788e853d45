package org.rolebindings.store;

import javax.sql.DataSource;

/** The tables of the database. The package that uses them implements this. */
public interface Schema {

	/**
	 * Returns whether a database has the tables, all of them.
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 */
	boolean isPresent(DataSource database);

	/**
	 * Creates all tables.
	 * @param database a database without them
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 */
	void create(DataSource database);

	/**
	 * Checks that tables are of this program, and migrates those of an earlier version.
	 * After a crash the next call continues the migration.
	 * @param database a database that has the tables
	 * @return whether anything was changed
	 * @throws ForeignStateException if they are of a later version
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 */
	boolean bringUpToDate(DataSource database);

}

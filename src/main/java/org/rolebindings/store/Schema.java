package org.rolebindings.store;

import java.nio.file.Path;

import javax.sql.DataSource;

/** The tables of the database. The package that uses them implements this. */
public interface Schema {

	/**
	 * Creates all tables.
	 * @param database a new, empty database
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 */
	void create(DataSource database);

	/**
	 * Checks that a database is one of this program, and migrates one of an earlier
	 * version. After a crash the next call continues the migration.
	 * @param database the database
	 * @param folder where it is, for messages
	 * @return whether anything was changed
	 * @throws ForeignStateException if it is another program's, or of a later version
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 */
	boolean bringUpToDate(DataSource database, Path folder);

}

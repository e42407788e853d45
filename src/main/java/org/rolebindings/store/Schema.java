package org.rolebindings.store;

import java.nio.file.Path;

import javax.sql.DataSource;

/** The tables that the store's database has to have. Whoever owns them makes them. */
public interface Schema {

	/**
	 * Creates all tables.
	 * @param database a new, empty database
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 */
	void create(DataSource database);

	/**
	 * Looks whether a database is one of this program, and brings one of an earlier
	 * version to this one. A crash on the way leaves a database that this can go on with.
	 * @param database the database
	 * @param folder where it is, for messages
	 * @return whether anything had to be changed
	 * @throws ForeignStateException if it is another program's, or is of a later version
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 */
	boolean bringUpToDate(DataSource database, Path folder);

}

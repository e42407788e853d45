package org.rolebindings.store;

/** Gives the space of removed rows back. */
@FunctionalInterface
public interface StateCompaction {

	/** Requests that it be given back once the database is closed. */
	void compactAtClose();

}

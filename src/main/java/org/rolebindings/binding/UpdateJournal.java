package org.rolebindings.binding;

/**
 * Keeps, durably, what an update is about to replace. Without it, a crash between the
 * update and its answer would lose the former role for ever.
 */
public interface UpdateJournal {

	/**
	 * Stores a binding's id and role. When this returns they are on disk.
	 * @param line the line of the row that asks for the update
	 * @param bindingId the binding that is about to change
	 * @param formerRoleId its role as of now
	 */
	void beforeUpdate(long line, String bindingId, String formerRoleId);

	/**
	 * Takes back what was stored, because there was nothing to update.
	 * @param line the line of the row
	 */
	void nothingToUpdate(long line);

}

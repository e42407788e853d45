package org.rolebindings.binding;

/**
 * Stores durably what an update is about to replace. Without the journal, a crash between
 * the update and its answer would lose the former role for ever.
 */
public interface UpdateJournal {

	/**
	 * Stores a binding's id and role. They are on disk when this returns.
	 * @param line the line of the row that asks for the update
	 * @param bindingId the binding that is about to change
	 * @param formerRoleId its current role
	 */
	void beforeUpdate(long line, String bindingId, String formerRoleId);

	/**
	 * Removes what was stored for a row, because there was nothing to update.
	 * @param line the line of the row
	 */
	void nothingToUpdate(long line);

}

package org.rolebindings.binding;

/**
 * Stores durably what an update is about to replace. Without the journal, a crash between
 * the update and its answer would lose the former role for ever. If the run may make only
 * so many updates, the journal also says whether one more may leave.
 */
public interface UpdateJournal {

	/**
	 * Returns whether an update of a row may leave. Once it may, it may until the row is
	 * settled.
	 * @param line the line of the row that asks for the update
	 * @return {@code false} if that depends on other rows, so that it is to be asked
	 * again
	 * @throws RuntimeException if it may not; the run stops then
	 */
	default boolean mayUpdate(long line) {
		return true;
	}

	/**
	 * Hears that a row gets no further attempt from this start.
	 * @param line the line of the row
	 * @param mayBeUpdated whether an update of it was made, or may have been
	 */
	default void settled(long line, boolean mayBeUpdated) {
	}

	/**
	 * Stores a binding's id and role. They are on disk when this returns.
	 * @param line the line of the row that asks for the update
	 * @param bindingId the binding that is about to change
	 * @param formerRoleId its current role
	 */
	void beforeUpdate(long line, String bindingId, String formerRoleId);

	/**
	 * Removes the role that was stored for a row, because there was nothing to update.
	 * @param line the line of the row
	 */
	void nothingToUpdate(long line);

}

package org.rolebindings.binding;

/**
 * Keeps, durably, what an update is about to replace. Without it, a crash between the
 * update and its answer would lose the former role for ever. If the run may only make so
 * many updates, it also says whether there may be another one.
 */
public interface UpdateJournal {

	/**
	 * Whether an update of a row may leave. Once it may, it may until the row is settled.
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

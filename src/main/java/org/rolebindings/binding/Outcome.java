package org.rolebindings.binding;

/** The outcome of a row. Every row of a file gets exactly one. */
public enum Outcome {

	/** {@code validate} found nothing wrong with the row. */
	VALID,

	/** This run made the binding. */
	CREATED,

	/** The user had another role on the resource, and this run replaced it. */
	UPDATED,

	/**
	 * The binding was there already, with this role. For an undo: what the run found is
	 * there already, and was left alone.
	 */
	UNCHANGED,

	/** The user had another role there, and it was left alone. */
	KEPT,

	/** This run deleted the binding. */
	DELETED,

	/** This run gave the binding its former role back. */
	RESTORED,

	/**
	 * A binding that was to be deleted is not there any more: this key sees others on the
	 * resource, or a run in this state deleted it.
	 */
	GONE,

	/**
	 * Another role or another binding is in place than the one that was to be taken back,
	 * or one that was to be restored is gone. It was left alone.
	 */
	CHANGED_SINCE,

	/**
	 * An earlier valid line says the same. The row counts as a success or a failure as
	 * that line does.
	 */
	DUPLICATE,

	/** The row was rejected before any request. */
	INVALID,

	/**
	 * The server refused the row, its attempts ran out, or this key cannot see what is in
	 * place. The row may be in place only if its message says so.
	 */
	FAILED,

	/** The run stopped before the row was decided. */
	PENDING;

	/**
	 * Returns whether the outcome is a success: the binding is as the options ask for.
	 * @return {@code true} for a success; {@code false} for a {@link #DUPLICATE}, which
	 * depends on another line
	 */
	public boolean isSuccess() {
		return switch (this) {
			case CREATED, UPDATED, UNCHANGED, KEPT, DELETED, RESTORED, GONE -> true;
			case CHANGED_SINCE, VALID, DUPLICATE, INVALID, FAILED, PENDING -> false;
		};
	}

	/**
	 * Returns whether the outcome is a failure.
	 * @return {@code true} for INVALID, FAILED and CHANGED_SINCE; {@code false} for a
	 * {@link #DUPLICATE}, which depends on another line
	 */
	public boolean isFailure() {
		return this == INVALID || this == FAILED || this == CHANGED_SINCE;
	}

}

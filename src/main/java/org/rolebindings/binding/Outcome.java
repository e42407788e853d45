package org.rolebindings.binding;

/** What became of a row. Every row of a file ends in exactly one of these. */
public enum Outcome {

	/** {@code validate} found nothing wrong with the row. */
	VALID,

	/** This run made the binding. */
	CREATED,

	/** The user had another role on the resource, and this run replaced it. */
	UPDATED,

	/** The binding was there already, with this role. */
	UNCHANGED,

	/** The user had another role there, and it was left alone. */
	KEPT,

	/**
	 * An earlier valid line says the same; the row counts as what that line counts as.
	 */
	DUPLICATE,

	/** The row was rejected before any request. */
	INVALID,

	/**
	 * The server refused the row, its attempts ran out, or what is in place cannot be
	 * seen; it may be in place only if the message says so.
	 */
	FAILED,

	/** The run stopped before the row was decided. */
	PENDING;

	/**
	 * Whether the binding is in place, as the run was told to put it.
	 * @return {@code true} for a success by itself; a {@link #DUPLICATE} is none
	 */
	public boolean isSuccess() {
		return switch (this) {
			case CREATED, UPDATED, UNCHANGED, KEPT -> true;
			case VALID, DUPLICATE, INVALID, FAILED, PENDING -> false;
		};
	}

	/**
	 * Whether the row was turned down.
	 * @return {@code true} for a failure by itself; a {@link #DUPLICATE} is none
	 */
	public boolean isFailure() {
		return this == INVALID || this == FAILED;
	}

}

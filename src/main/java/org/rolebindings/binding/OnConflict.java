package org.rolebindings.binding;

/** What to do if the user already has another role on the resource. */
public enum OnConflict {

	/** The row is FAILED with ROLE_CONFLICT. */
	FAIL,

	/** The other role is left alone; the row is KEPT. */
	KEEP,

	/** The other role is replaced; the row is UPDATED. */
	UPDATE

}

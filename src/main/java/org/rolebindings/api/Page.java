package org.rolebindings.api;

/** One page of a listing. */
public interface Page {

	/** Returns whether and where the listing goes on. */
	Pagination pagination();

}

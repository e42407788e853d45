package org.rolebindings.store;

/** Takes notes for a person about the state while it is being opened. */
@FunctionalInterface
public interface StateNotice {

	/**
	 * Takes a note.
	 * @param sentence one line
	 */
	void tell(String sentence);

}

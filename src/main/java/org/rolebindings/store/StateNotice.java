package org.rolebindings.store;



/** Is told what a person should know about the state while it is being opened. */
@FunctionalInterface
public interface StateNotice {

	/**
	 * Something that a person should know.
	 * @param sentence one line
	 */
	void tell(String sentence);

}

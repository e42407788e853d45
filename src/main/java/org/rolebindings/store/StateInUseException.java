package org.rolebindings.store;

import org.jspecify.annotations.Nullable;

/** Another process holds the state. */
public final class StateInUseException extends RuntimeException {

	/**
	 * The exception for a state that is held.
	 * @param what what the holder is doing
	 * @param holder the holder, or {@code null} if it is unknown
	 * @param remedy what else a person can do than to wait, or {@code null}
	 */
	public StateInUseException(String what, @Nullable StateHolder holder, @Nullable String remedy) {
		super(beginning(what, holder) + ". Try again when it is done, "
				+ ((remedy != null) ? "have --wait 10m wait for it, or " + remedy : "or have --wait 10m wait for it")
				+ ".");
	}

	/** The beginning of the message, without a full stop. */
	public static String beginning(String what, @Nullable StateHolder holder) {
		return "Another process is " + what + ": " + ((holder != null) ? holder : "it has not said which one it is");
	}

}

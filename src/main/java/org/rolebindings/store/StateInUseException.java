package org.rolebindings.store;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Another process holds the state. */
public final class StateInUseException extends RuntimeException {

	StateInUseException(Path folder, @Nullable StateHolder holder) {
		super(beginning(folder, holder)
				+ ". Try again when it is done, have --wait 10m wait for it, or use another --state folder.");
	}

	/** The beginning of the message, without a full stop. */
	static String beginning(Path folder, @Nullable StateHolder holder) {
		return "Another process is using the state in " + folder + ": "
				+ ((holder != null) ? holder : "it has not said which one it is");
	}

}

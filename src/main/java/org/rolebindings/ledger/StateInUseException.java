package org.rolebindings.ledger;

import java.nio.file.Path;

/** Another process holds the state. */
public final class StateInUseException extends RuntimeException {

	StateInUseException(Path folder, Throwable cause) {
		super("Another process is using the state in " + folder
				+ "; wait until it is done, or use another --state folder.", cause);
	}

}

package org.rolebindings.inbox;

import java.nio.file.Path;

/** Another watcher holds the inbox. */
public final class InboxInUseException extends RuntimeException {

	InboxInUseException(Path inbox) {
		super("The inbox " + inbox + " is watched by another process; one watcher is enough for an inbox.");
	}

}

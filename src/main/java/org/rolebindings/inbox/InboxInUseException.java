package org.rolebindings.inbox;

import java.nio.file.Path;

/** Another watcher holds the inbox. */
public final class InboxInUseException extends RuntimeException {

	InboxInUseException(Path inbox) {
		super("Another process watches the inbox " + inbox
				+ ", and only one can. Stop the other one, or use another --inbox.");
	}

}

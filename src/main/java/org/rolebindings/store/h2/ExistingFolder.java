package org.rolebindings.store.h2;

import java.nio.file.Files;

import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StoreProperties;

/** Looks whether there is a state folder, for commands that must not make one. */
public final class ExistingFolder {

	private ExistingFolder() {
	}

	/**
	 * Checks that there is a state folder, if the settings name no other database.
	 * @throws ForeignStateException if there is none
	 */
	public static void require(StoreProperties properties) {
		if (properties.database() == null && !Files.exists(properties.state().resolve(StateDatabase.FILE))
				&& !Files.exists(properties.state().resolve(StateCounter.FILE))) {
			throw new ForeignStateException("There is no state in " + properties.state().toAbsolutePath().normalize()
					+ "; give the --state of the imports, or their working folder.");
		}
	}

}

package org.rolebindings.inbox;

import java.io.IOException;

/** Files a claimed file away once its import has ended. */
@FunctionalInterface
public interface Filing {

	/**
	 * Files the file away, unless it has changed since its import began.
	 * @param outcome what came of it
	 * @return whether it was filed away; if not, it will be imported once more
	 * @throws IOException if it cannot be moved; then it is where it was
	 */
	boolean file(FileOutcome outcome) throws IOException;

}

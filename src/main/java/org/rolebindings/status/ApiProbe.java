package org.rolebindings.status;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason;

/** Asks the API, with the least that can be asked, whether the key is good. */
@FunctionalInterface
public interface ApiProbe {

	/**
	 * Asks. It may take minutes where there is no answer.
	 * @return why nothing can be imported, or {@code null} where all is well
	 */
	@Nullable StopReason probe();

}

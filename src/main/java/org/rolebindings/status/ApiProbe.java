package org.rolebindings.status;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.stop.StopReason;

/** Asks the API, with the least that can be asked, whether the key is good. */
@FunctionalInterface
public interface ApiProbe {

	/**
	 * Asks. It may take minutes if there is no answer.
	 * @param meanwhile takes the first failure, after which the probe tries again
	 * @return why nothing can be imported, or {@code null} if all is well
	 */
	@Nullable StopReason probe(Consumer<StopReason> meanwhile);

}

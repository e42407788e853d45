package org.rolebindings.status;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.stop.StopReason;

/** Asks the API with a minimal request whether the key is valid. */
@FunctionalInterface
public interface ApiProbe {

	/**
	 * Asks the API. If there is no answer, it may take minutes.
	 * @param meanwhile takes the first failure, after which the probe tries again
	 * @return why nothing can be imported, or {@code null} if files can be imported
	 */
	@Nullable StopReason probe(Consumer<StopReason> meanwhile);

}

package org.rolebindings.ledger.remote;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.run.RunStart;

/**
 * How the rows of a run are posted by several processes.
 *
 * @param start the start of the run whose ranges are posted
 * @param fence the fence of the process that distributes them
 * @param version the version of that process
 * @param settings the settings of the run that its workers have to obey, by name
 * @param stop why the workers are to stop, or {@code null}
 */
public record Distribution(RunStart start, long fence, String version, Map<String, String> settings,
		@Nullable WorkersStop stop) {
}

package org.rolebindings.job.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An export that is written.
 *
 * @param bindings how many bindings are in it
 * @param spaces on how many spaces they are
 * @param projects on how many projects they are
 * @param unnamed how many bindings cannot be named, for each reason that occurs
 * @param unnamedFile the file with these bindings, or {@code null}
 * @param incomplete how many bindings the server listed without a role, a user or a
 * resource
 * @param restricted the ids of the restricted projects
 */
public record ExportResult(long bindings, long spaces, long projects, Map<UnnamedReason, Long> unnamed,
		@Nullable Path unnamedFile, long incomplete, List<String> restricted) {

	/** Returns whether every binding is in the export, with its names if it has names. */
	public boolean isComplete() {
		return this.unnamed.isEmpty() && this.incomplete == 0;
	}

}

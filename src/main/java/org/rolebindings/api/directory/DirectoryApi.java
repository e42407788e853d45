package org.rolebindings.api.directory;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The calls of the API that list what has a name. */
@FunctionalInterface
public interface DirectoryApi {

	/**
	 * Fetches a page of a list: {@code GET /v2/users} and the like. The request waits at
	 * the gate, and the meter counts it.
	 * @param directory the list
	 * @param filters parameters of the request: {@code email}, {@code name},
	 * {@code org_id}, {@code space_id}; the server's filters match parts of a name,
	 * without regard to case
	 * @param cursor where the page begins, or {@code null} for the first one
	 * @return the page, with at most 100 entries
	 * @throws org.rolebindings.api.ApiException if the answer is not a readable 200
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops before the
	 * request leaves
	 */
	DirectoryPage list(Directory directory, Map<String, String> filters, @Nullable String cursor);

}

package org.rolebindings.sandbox.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a request says, its body read in full.
 *
 * @param id names the exchange in the answer
 * @param method the HTTP method
 * @param path the path, as it was sent
 * @param query what follows the question mark, as it was sent
 * @param authorization the header of that name
 * @param contentType the header of that name
 * @param body the content
 */
public record Request(String id, String method, String path, @Nullable String query, @Nullable String authorization,
		@Nullable String contentType, Body body) {
}

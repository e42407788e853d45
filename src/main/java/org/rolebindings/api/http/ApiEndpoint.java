package org.rolebindings.api.http;

import java.net.URI;

/**
 * The address and the key of the API.
 *
 * @param target the normalised base URL
 * @param key the key
 */
public record ApiEndpoint(URI target, ApiKey key) {
}

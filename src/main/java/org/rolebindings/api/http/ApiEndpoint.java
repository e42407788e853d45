package org.rolebindings.api.http;

import java.net.URI;

/**
 * Where requests go, and with which key.
 *
 * @param target the normalised base URL
 * @param key the key
 */
public record ApiEndpoint(URI target, ApiKey key) {
}

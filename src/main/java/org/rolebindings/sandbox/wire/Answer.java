package org.rolebindings.sandbox.wire;

import java.util.Map;

import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the client.
 *
 * @param status the HTTP status
 * @param body the body, or {@code null} for none
 * @param headers what the head has beyond what every answer has
 */
public record Answer(int status, @Nullable AsyncEntityProducer body, Map<String, String> headers) {
}

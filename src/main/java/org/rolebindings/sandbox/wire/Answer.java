package org.rolebindings.sandbox.wire;

import java.util.Map;

import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response.
 *
 * @param status the HTTP status
 * @param body the body, or {@code null} for none
 * @param headers the headers that not every answer has
 */
public record Answer(int status, @Nullable AsyncEntityProducer body, Map<String, String> headers) {
}

package org.rolebindings.binding;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A row that was sent and is not decided at the end of a start.
 *
 * @param line the line on which the row begins
 * @param attempts the attempts at the row, over all starts of the run
 * @param doubtSince the time on the server's clock when a request of this start left that
 * may have been carried out, or {@code null} if there is no such request
 */
public record UnsettledRow(long line, int attempts, @Nullable Instant doubtSince) {
}

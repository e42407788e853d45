package org.rolebindings.binding;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A valid row whose fate is open, with what earlier starts of the run left behind.
 *
 * @param line the line on which the row begins
 * @param binding what the row asks for
 * @param attempts the attempts of earlier starts, 0 or more
 * @param doubtSince where a request of the row may have been carried out without an
 * answer: when the row was marked as in flight, on the server's clock; else {@code null}
 * @param former the binding that a request of the row set out to update, where it is not
 * known whether it did; else {@code null}
 */
public record UndecidedRow(long line, Binding binding, int attempts, @Nullable Instant doubtSince,
		@Nullable FormerBinding former) {
}

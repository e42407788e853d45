package org.rolebindings.binding;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a request of an earlier start may have been carried out, although
 * nobody heard of it. All times are on the server's clock.
 *
 * @param id the ledger's number of it
 * @param since when the row was marked as in flight, or its request left
 * @param until the latest time at which such a request was carried out, or {@code null}
 * if the start that left it has not ended
 * @param former the binding that a request set out to update, or {@code null}
 */
public record Doubt(long id, Instant since, @Nullable Instant until, @Nullable ExistingBinding former) {
}

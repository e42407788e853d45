package org.rolebindings.binding;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a request of an earlier start may have been carried out without an
 * answer. All times are on the server's clock.
 *
 * @param id the doubt's number in the ledger
 * @param since when the row was marked as in flight, or its request left
 * @param until the latest time at which such a request can have been carried out, or
 * {@code null} if its start has not ended
 * @param former the binding that the request was to update, or {@code null}
 */
public record Doubt(long id, Instant since, @Nullable Instant until, @Nullable ExistingBinding former) {
}

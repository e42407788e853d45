package org.rolebindings.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How many bindings an undo has given the same role back in place of the same other one.
 *
 * @param takenBack the role that they had, or {@code null} if that is not known
 * @param givenBack the role that they have now, or {@code null} if only the server knows
 * it, because the undone run had left the row in doubt
 * @param rows how many bindings
 */
public record RestoredRoles(@Nullable String takenBack, @Nullable String givenBack, long rows) {
}

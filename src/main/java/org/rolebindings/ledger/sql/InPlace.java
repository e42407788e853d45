package org.rolebindings.ledger.sql;

/**
 * A line whose binding is in place with the wanted role.
 *
 * @param line the line on which the row begins
 * @param bindingId the id of the binding
 */
public record InPlace(long line, String bindingId) {
}

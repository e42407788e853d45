package org.rolebindings.binding;

/**
 * A line whose binding was seen to be in place with the role that the line asks for.
 *
 * @param line the line on which the row begins
 * @param bindingId the id of the binding
 */
public record InPlace(long line, String bindingId) {
}

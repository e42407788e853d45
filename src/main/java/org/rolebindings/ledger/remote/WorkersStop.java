package org.rolebindings.ledger.remote;

/**
 * Why all workers of a run are to stop.
 *
 * @param kind the kind of the reason, for the program
 * @param message the reason, for a person
 */
public record WorkersStop(String kind, String message) {
}

package org.rolebindings.chaos;

/**
 * How the server divides a listing.
 *
 * @param most the most bindings on a page, whatever the limit is
 * @param repeated how many bindings of a page the next one repeats
 */
record Paging(int most, int repeated) {
}

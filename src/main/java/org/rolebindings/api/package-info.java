/**
 * The API as this program uses it: one interface for the wire, one gate for the pace, the
 * rules by which a row is placed, the window that keeps many rows in flight, and the
 * listing of what is there. Nothing in here knows where rows come from or where decisions
 * go.
 */
@NullMarked
package org.rolebindings.api;

import org.jspecify.annotations.NullMarked;

/**
 * Puts bindings into the account: the rows in flight, the attempts at one row, and what
 * an answer means for it.
 */
@NullMarked
package org.rolebindings.placing;

import org.jspecify.annotations.NullMarked;

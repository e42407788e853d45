/**
 * Puts bindings into the account: keeps rows in flight, makes the attempts at each row,
 * and decides it by the answers.
 */
@NullMarked
package org.rolebindings.placing;

import org.jspecify.annotations.NullMarked;

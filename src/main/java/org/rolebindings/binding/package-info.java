/**
 * The domain: ids, resource types, wanted bindings, outcomes and the rules that decide
 * whether a row may be sent. No Spring and no I/O, so every rule can be read and tested
 * by itself.
 */
@NullMarked
package org.rolebindings.binding;

import org.jspecify.annotations.NullMarked;

/**
 * The domain: ids, resource types, wanted bindings, outcomes and the rules that decide
 * whether a row may be sent. It uses neither Spring nor I/O, so that every rule can be
 * read and tested by itself.
 */
@NullMarked
package org.rolebindings.binding;

import org.jspecify.annotations.NullMarked;

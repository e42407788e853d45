/**
 * Turns a record of the file into a binding: checks its columns, its ids and its resource
 * type.
 */
@NullMarked
package org.rolebindings.binding.validation;

import org.jspecify.annotations.NullMarked;

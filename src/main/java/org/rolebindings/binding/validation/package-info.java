/**
 * From a line of a file to a binding: checks the columns, the ids and the resource type.
 */
@NullMarked
package org.rolebindings.binding.validation;

import org.jspecify.annotations.NullMarked;

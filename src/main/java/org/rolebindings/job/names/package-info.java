/** Finds the ids of the names in a file. */
@NullMarked
package org.rolebindings.job.names;

import org.jspecify.annotations.NullMarked;

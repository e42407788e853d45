/** Finds rows that repeat or contradict another row of the file. */
@NullMarked
package org.rolebindings.job.repeats;

import org.jspecify.annotations.NullMarked;

/** Keeps records in temporary files and sorts them. */
@NullMarked
package org.rolebindings.job.scratch;

import org.jspecify.annotations.NullMarked;

/** Records in temporary files, and sorting them. */
@NullMarked
package org.rolebindings.job.scratch;

import org.jspecify.annotations.NullMarked;

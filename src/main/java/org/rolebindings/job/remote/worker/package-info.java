/** A worker posts ranges of the rows of a run that another process holds. */
@NullMarked
package org.rolebindings.job.remote.worker;

import org.jspecify.annotations.NullMarked;

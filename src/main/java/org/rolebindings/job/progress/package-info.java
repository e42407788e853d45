/** The progress of a run, and what it has sent. */
@NullMarked
package org.rolebindings.job.progress;

import org.jspecify.annotations.NullMarked;

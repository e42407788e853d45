/** Takes back what a run did, or what a file lists. */
@NullMarked
package org.rolebindings.job.undo;

import org.jspecify.annotations.NullMarked;

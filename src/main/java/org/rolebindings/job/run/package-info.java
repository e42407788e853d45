/** A run around its steps: how it starts, is taken up, ends, and is pruned. */
@NullMarked
package org.rolebindings.job.run;

import org.jspecify.annotations.NullMarked;

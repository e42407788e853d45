/** A run around its steps: how it starts, is resumed, ends and is pruned. */
@NullMarked
package org.rolebindings.job.run;

import org.jspecify.annotations.NullMarked;

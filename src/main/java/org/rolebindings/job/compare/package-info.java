/** Compares the rows with what is in the account. */
@NullMarked
package org.rolebindings.job.compare;

import org.jspecify.annotations.NullMarked;

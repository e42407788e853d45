/** Sends the rows that are not in place, and keeps each decision. */
@NullMarked
package org.rolebindings.job.post;

import org.jspecify.annotations.NullMarked;

/** Posts the rows that are not in place, and stores each decision. */
@NullMarked
package org.rolebindings.job.post;

import org.jspecify.annotations.NullMarked;

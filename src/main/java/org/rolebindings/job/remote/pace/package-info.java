/** The pace that the workers of one run keep together. */
@NullMarked
package org.rolebindings.job.remote.pace;

import org.jspecify.annotations.NullMarked;

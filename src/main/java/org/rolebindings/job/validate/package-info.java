/** Checks a file without a database or an API. */
@NullMarked
package org.rolebindings.job.validate;

import org.jspecify.annotations.NullMarked;

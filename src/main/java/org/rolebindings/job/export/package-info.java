/** Writes the bindings of an account as a CSV, without a database and with GETs only. */
@NullMarked
package org.rolebindings.job.export;

import org.jspecify.annotations.NullMarked;

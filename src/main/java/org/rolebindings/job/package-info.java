/**
 * The import as a restartable Spring Batch job, and the check of a file that needs no
 * network. It draws the other packages together: rows go from the file into the ledger,
 * from there to the API, and back into the ledger, from which the reports are written.
 */
@NullMarked
package org.rolebindings.job;

import org.jspecify.annotations.NullMarked;

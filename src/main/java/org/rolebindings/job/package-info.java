/**
 * The import as a restartable Spring Batch job, and the check of a file without the
 * network. It connects the other packages: rows go from the file into the ledger and from
 * there to the API, and the decisions go into the ledger and from there into the reports.
 */
@NullMarked
package org.rolebindings.job;

import org.jspecify.annotations.NullMarked;

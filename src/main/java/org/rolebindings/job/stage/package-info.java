/** The first step: copies the file's rows into the ledger. */
@NullMarked
package org.rolebindings.job.stage;

import org.jspecify.annotations.NullMarked;

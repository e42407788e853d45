/**
 * The reports: what became of every row of a run, as files for a person and for the next
 * import, and the run's summary for a script. They are written from the ledger, as often
 * as need be, and each shows up in its folder whole or not at all.
 */
@NullMarked
package org.rolebindings.report;

import org.jspecify.annotations.NullMarked;

package org.rolebindings.job.post;

import org.rolebindings.ledger.RowLedger;

/**
 * What stops a run before its end because of what became of its rows.
 *
 * @param failures how many rows may be FAILED
 * @param updates how many rows may be UPDATED
 */
public record RunLimits(FailureLimit failures, UpdateLimit updates) {

	/** Begins with what earlier starts of the run did. */
	void begin(RowLedger rows, long run, long undecided) {
		if (this.failures.isSet()) {
			this.failures.begin(rows.failedRows(run), undecided);
		}
		if (this.updates.isSet()) {
			this.updates.begin(rows.updatedRows(run), rows.updatesInDoubt(run));
		}
	}

}

package org.rolebindings.job.post;

import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.ledger.RowLedger;

/**
 * The limits of a run whose rows this process alone sends.
 *
 * @param failures how many rows may be FAILED
 * @param updates how many rows may be UPDATED
 */
public record OwnLimits(FailureLimit failures, UpdateLimit updates) implements RunLimits {

	@Override
	public void begin(RowLedger rows, long run, long undecided) {
		if (this.failures.isSet()) {
			this.failures.begin(rows.failedRows(run), undecided);
		}
		if (this.updates.isSet()) {
			this.updates.begin(rows.updatedRows(run), rows.updatesInDoubt(run));
		}
	}

	@Override
	public UpdateJournal guard(UpdateJournal journal) {
		return this.updates.guard(journal);
	}

	@Override
	public void count(Decision decision) {
		this.failures.count(decision);
	}

}

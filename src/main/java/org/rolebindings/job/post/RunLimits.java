package org.rolebindings.job.post;

import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.ledger.RowLedger;

/** What stops a run before its end because of what became of its rows. */
public interface RunLimits {

	/**
	 * Begins with what earlier starts of the run did.
	 * @param rows has the rows
	 * @param run the run
	 * @param undecided how many of them are not decided
	 */
	void begin(RowLedger rows, long run, long undecided);

	/**
	 * Returns a journal that no update gets past that would be one too many.
	 * @param journal stores what an update is about to replace
	 */
	UpdateJournal guard(UpdateJournal journal);

	/**
	 * Counts a decision. All senders may call this.
	 * @param decision the decision
	 */
	void count(Decision decision);

}

package org.rolebindings.job.post;

import java.util.List;
import java.util.function.Consumer;

import org.rolebindings.binding.Decision;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.placing.InFlightWindow;
import org.rolebindings.placing.WindowFactory;

/** Puts the bindings of an import in place. */
final class ImportPosting implements Posting {

	private final Run run;

	private final OnConflict onConflict;

	private final RowLedger rows;

	private final WindowFactory windows;

	/**
	 * Prepares the posting.
	 * @param run the import
	 * @param onConflict what to do if the user has another role
	 * @param rows has the rows
	 * @param windows opens the window
	 */
	ImportPosting(Run run, OnConflict onConflict, RowLedger rows, WindowFactory windows) {
		this.run = run;
		this.onConflict = onConflict;
		this.rows = rows;
		this.windows = windows;
	}

	@Override
	public ImportProgress.Phase phase() {
		return ImportProgress.Phase.POSTING;
	}

	@Override
	public List<UndecidedRow> draw(long afterLine, int limit) {
		return (this.run.identity().plan() != null) ? this.rows.plannedAfter(this.run.number(), afterLine, limit)
				: this.rows.undecidedAfter(this.run.number(), afterLine, limit);
	}

	@Override
	public InFlightWindow open(UpdateJournal journal, InFlightWindow.Source source, Consumer<Decision> onDecision) {
		return this.windows.open(this.onConflict, journal, source, onDecision);
	}

}

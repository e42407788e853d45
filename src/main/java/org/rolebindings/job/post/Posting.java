package org.rolebindings.job.post;

import java.util.List;
import java.util.function.Consumer;

import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.placing.InFlightWindow;

/** What a run sends for its rows: it puts bindings in place, or takes them back. */
public interface Posting {

	/** Returns what a person is told about it. */
	ImportProgress.Phase phase();

	/**
	 * Reads the next undecided rows, in the file's order.
	 * @param afterLine only rows that begin after this line
	 * @param limit the most rows to read
	 * @return the rows, empty at the end
	 */
	List<UndecidedRow> draw(long afterLine, int limit);

	/**
	 * Opens the window that sends them.
	 * @param journal stores what a request is about to change
	 * @param source draws the rows
	 * @param onDecision receives each decision at once
	 * @return the window, to be closed by the caller
	 */
	InFlightWindow open(UpdateJournal journal, InFlightWindow.Source source, Consumer<Decision> onDecision);

}

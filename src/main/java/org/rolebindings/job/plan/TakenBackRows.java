package org.rolebindings.job.plan;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.report.PlannedRow;

/** The rows of an undo that is planned. */
public interface TakenBackRows {

	/**
	 * Reads the rows in the order of their lines. They are read twice.
	 * @throws org.rolebindings.csv.source.UnreadableFileException if they come from a
	 * file that has changed since it was first read
	 */
	void forEach(Consumer<TakenBackRow> rows);

	/** Receives each binding of the rows' resource types before the first decision. */
	void listed(ListedBinding listed);

	/**
	 * Decides about a row.
	 * @param existing the user's binding on the resource, or {@code null} if this key
	 * sees none
	 */
	PlannedRow decide(TakenBackRow row, @Nullable ExistingBinding existing);

}

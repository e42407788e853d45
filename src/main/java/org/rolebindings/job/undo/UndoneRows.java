package org.rolebindings.job.undo;

import java.util.Iterator;
import java.util.function.Consumer;

import org.rolebindings.binding.validation.TakenBackRow;

/** The rows that an undo takes back. They can be read several times. */
interface UndoneRows {

	/**
	 * Reads the rows in the order of their lines.
	 * @param afterLine only rows after this line
	 * @param rows receives each row
	 * @throws org.rolebindings.csv.source.UnreadableFileException if a file cannot be
	 * read, or is not what it was
	 * @throws org.rolebindings.stop.StopRequestedException if the command stops
	 */
	void forEach(long afterLine, Consumer<TakenBackRow> rows);

	/**
	 * Finds a line that the run does not have.
	 * @param lines lines in ascending order
	 * @return the first one that the run does not have, or 0 if it has all of them
	 */
	long firstMissing(Iterator<Long> lines);

}

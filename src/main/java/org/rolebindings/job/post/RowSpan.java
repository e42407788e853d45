package org.rolebindings.job.post;

import java.util.List;

import org.rolebindings.binding.UndecidedRow;

/**
 * Some of the rows of a run.
 *
 * @param afterLine they begin after this line
 * @param upToLine the line of the last one
 */
public record RowSpan(long afterLine, long upToLine) {

	/** All rows of a run. */
	public static final RowSpan ALL = new RowSpan(0, Long.MAX_VALUE);

	/** Leaves out the rows that come later. */
	List<UndecidedRow> cut(List<UndecidedRow> rows) {
		boolean isCut = !rows.isEmpty() && rows.get(rows.size() - 1).line() > this.upToLine;
		return isCut ? rows.stream().takeWhile((row) -> row.line() <= this.upToLine).toList() : rows;
	}

}

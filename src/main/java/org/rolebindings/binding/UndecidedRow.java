package org.rolebindings.binding;

import java.util.List;

/**
 * A valid row without a decision, with its attempts and doubts of earlier starts.
 *
 * @param line the line on which the row begins
 * @param binding what the row asks for
 * @param attempts the attempts of earlier starts of the run, 0 or more
 * @param doubts the times in which earlier starts, of this run or of others on the
 * target, may have put the binding in place; an empty list if the row is not in doubt
 */
public record UndecidedRow(long line, Binding binding, int attempts, List<Doubt> doubts) {

	/** Copies the list. */
	public UndecidedRow {
		doubts = List.copyOf(doubts);
	}

}

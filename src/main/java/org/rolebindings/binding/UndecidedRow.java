package org.rolebindings.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.PlacementAction.Expectation;

/**
 * A valid row without a decision, with its attempts and doubts of earlier starts.
 *
 * @param line the line on which the row begins
 * @param binding what the row asks for
 * @param attempts the attempts of earlier starts of the run, 0 or more
 * @param doubts the times in which earlier starts, of this run or of others on the
 * target, may have put the binding in place; an empty list if the row is not in doubt
 * @param expectation what the plan says is in place, or {@code null} if the run has no
 * plan
 * @param removal what is known about the binding that is to be taken back, or
 * {@code null} for an import
 */
public record UndecidedRow(long line, Binding binding, int attempts, List<Doubt> doubts,
		@Nullable Expectation expectation, @Nullable Removal removal) {

	/** Copies the list. */
	public UndecidedRow {
		doubts = List.copyOf(doubts);
	}

	/** A row of an import without a plan. */
	public UndecidedRow(long line, Binding binding, int attempts, List<Doubt> doubts) {
		this(line, binding, attempts, doubts, null, null);
	}

	/**
	 * Returns the row of a run with a plan.
	 * @param planned what the plan says is in place
	 * @return the row with that expectation
	 */
	public UndecidedRow expecting(Expectation planned) {
		return new UndecidedRow(this.line, this.binding, this.attempts, this.doubts, planned, null);
	}

	/**
	 * Returns the row of an undo or a revoke.
	 * @param known what is known about its binding
	 * @return the row with that knowledge
	 */
	public UndecidedRow takingBack(Removal known) {
		return new UndecidedRow(this.line, this.binding, this.attempts, this.doubts, null, known);
	}

	/** Returns the row with the doubts about it. */
	public UndecidedRow doubting(List<Doubt> found) {
		return new UndecidedRow(this.line, this.binding, this.attempts, found, this.expectation, this.removal);
	}

}

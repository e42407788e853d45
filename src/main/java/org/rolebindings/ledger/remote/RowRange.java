package org.rolebindings.ledger.remote;

import org.rolebindings.ledger.run.RunStart;

/**
 * A part of the rows of a run, which one worker posts at a time.
 *
 * @param start the start of the run that cut it
 * @param number its number in that start, 0 or more
 * @param afterLine its rows begin after this line
 * @param upToLine the line of its last row
 */
public record RowRange(RunStart start, int number, long afterLine, long upToLine) {

	/** Returns the name of its lease. */
	public String name() {
		return this.start.run() + "/" + this.start.number() + "/" + this.number;
	}

}

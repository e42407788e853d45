package org.rolebindings.placing;

import java.util.function.Consumer;

import org.rolebindings.binding.Decision;
import org.rolebindings.stop.SendingStoppedException;

/**
 * Takes rows, makes an attempt at each, and tells what came of it, until nothing is sent
 * any more.
 */
final class Sender implements Runnable {

	private final int number;

	private final RowsInFlight rows;

	private final RowAttempt attempt;

	private final Consumer<Decision> witness;

	Sender(int number, RowsInFlight rows, RowAttempt attempt, Consumer<Decision> witness) {
		this.number = number;
		this.rows = rows;
		this.attempt = attempt;
		this.witness = witness;
	}

	@Override
	public void run() {
		try {
			RowInFlight row = this.rows.take(this.number);
			while (row != null) {
				row = this.rows.exchange(this.number, row, attempt(row));
			}
		}
		catch (RuntimeException | Error ex) {
			this.rows.fail(this.number, ex);
		}
	}

	private AttemptResult attempt(RowInFlight row) {
		try {
			AttemptResult result = this.attempt.make(row);
			if (result instanceof AttemptResult.Decided decided) {
				this.witness.accept(decided.decision());
			}
			return result;
		}
		catch (SendingStoppedException ex) {
			return new AttemptResult.Unresolved();
		}
	}

}

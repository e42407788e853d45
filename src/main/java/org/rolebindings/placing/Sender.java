package org.rolebindings.placing;

import java.util.function.Consumer;

import org.rolebindings.binding.Decision;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowAttempt;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.SendingStoppedException;

/**
 * Takes rows, makes an attempt at each and gives back the result, until nothing more is
 * sent.
 */
final class Sender implements Runnable {

	private final int number;

	private final RowsInFlight rows;

	private final RowAttempt attempt;

	private final Consumer<Decision> onDecision;

	Sender(int number, RowsInFlight rows, RowAttempt attempt, Consumer<Decision> onDecision) {
		this.number = number;
		this.rows = rows;
		this.attempt = attempt;
		this.onDecision = onDecision;
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
				this.onDecision.accept(decided.decision());
			}
			return result;
		}
		catch (SendingStoppedException ex) {
			return new AttemptResult.Unresolved();
		}
	}

}

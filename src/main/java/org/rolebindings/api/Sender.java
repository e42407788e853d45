package org.rolebindings.api;

import java.util.function.Consumer;

import org.rolebindings.binding.Decision;

/**
 * Takes rows, gives each a turn, and tells what came of it, until nothing is sent any
 * more.
 */
final class Sender implements Runnable {

	private final int number;

	private final RowsInFlight rows;

	private final BindingPlacer placer;

	private final Consumer<Decision> witness;

	Sender(int number, RowsInFlight rows, BindingPlacer placer, Consumer<Decision> witness) {
		this.number = number;
		this.rows = rows;
		this.placer = placer;
		this.witness = witness;
	}

	@Override
	public void run() {
		try {
			RowInFlight row = this.rows.take(this.number);
			while (row != null) {
				row = this.rows.exchange(this.number, row, turn(row));
			}
		}
		catch (RuntimeException | Error ex) {
			this.rows.fail(this.number, ex);
		}
	}

	private Turn turn(RowInFlight row) {
		try {
			Turn turn = this.placer.place(row);
			if (turn instanceof Turn.Decided decided) {
				this.witness.accept(decided.decision());
			}
			return turn;
		}
		catch (SendingStoppedException ex) {
			return new Turn.SetAside();
		}
	}

}

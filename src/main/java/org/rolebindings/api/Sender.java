package org.rolebindings.api;

/**
 * Takes rows, gives each a turn, and tells what came of it, until nothing is sent any
 * more.
 */
final class Sender implements Runnable {

	private final int number;

	private final RowsInFlight rows;

	private final BindingPlacer placer;

	Sender(int number, RowsInFlight rows, BindingPlacer placer) {
		this.number = number;
		this.rows = rows;
		this.placer = placer;
	}

	@Override
	public void run() {
		try {
			RowInFlight row = this.rows.take(this.number);
			while (row != null) {
				this.rows.give(this.number, row, turn(row));
				row = this.rows.take(this.number);
			}
		}
		catch (RuntimeException | Error ex) {
			this.rows.fail(ex);
		}
	}

	private Turn turn(RowInFlight row) {
		try {
			return this.placer.place(row);
		}
		catch (SendingStoppedException ex) {
			return new Turn.SetAside();
		}
	}

}

package org.rolebindings.api;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The threads that send: each takes a row, gives it one turn, and gives it back. */
final class Senders {

	private final BindingPlacer placer;

	private final Rows rows;

	private final List<Thread> threads = new ArrayList<>();

	/** Where rows come from and go back to. Called by many threads. */
	interface Rows {

		/**
		 * Waits for a row.
		 * @param sender the number of the sender, from 0 on
		 * @return the row, or {@code null} where there will be no more
		 */
		@Nullable RowInFlight take(int sender);

		/**
		 * Takes a row back.
		 * @param sender the number of the sender
		 * @param row the row
		 * @param turn what came of its turn, or {@code null} where the run stops
		 */
		void give(int sender, RowInFlight row, @Nullable Turn turn);

		/** Hears of a defect, or of a journal that cannot be written. */
		void fail(RuntimeException failure);

	}

	Senders(int count, BindingPlacer placer, Rows rows) {
		this.placer = placer;
		this.rows = rows;
		for (int i = 0; i < count; i++) {
			int number = i;
			Thread thread = new Thread(() -> send(number), "sender-" + (i + 1));
			thread.setDaemon(true);
			this.threads.add(thread);
		}
	}

	void start() {
		this.threads.forEach(Thread::start);
	}

	private void send(int sender) {
		RowInFlight row = this.rows.take(sender);
		while (row != null) {
			this.rows.give(sender, row, turn(row));
			row = this.rows.take(sender);
		}
	}

	private @Nullable Turn turn(RowInFlight row) {
		try {
			return this.placer.place(row);
		}
		catch (SendingStoppedException ex) {
			return null;
		}
		catch (RuntimeException ex) {
			this.rows.fail(ex);
			return null;
		}
	}

}

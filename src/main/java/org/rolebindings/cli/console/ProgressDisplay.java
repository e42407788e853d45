package org.rolebindings.cli.console;

/** Shows how many rows are done. */
interface ProgressDisplay extends AutoCloseable {

	/** Shows nothing. */
	ProgressDisplay NONE = new ProgressDisplay() {

		@Override
		public void begin(String phase, long rows) {
		}

		@Override
		public void advance() {
		}

		@Override
		public void failures(long count) {
		}

		@Override
		public void workers(long atWork) {
		}

		@Override
		public void close() {
		}

	};

	/**
	 * Begins a phase.
	 * @param phase its name
	 * @param rows how many rows it has, -1 if that is not known
	 */
	void begin(String phase, long rows);

	/** One more row is done. */
	void advance();

	/** So many rows failed so far. */
	void failures(long count);

	/** So many other processes post the rows of this phase at present. */
	void workers(long atWork);

	/** Prints something above the display. */
	default void above(Runnable print) {
		print.run();
	}

	@Override
	void close();

}

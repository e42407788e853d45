package org.rolebindings.ledger.sql;

/**
 * The key of a row: its run and its line in one number. So the rows are sorted by run,
 * and within a run by line.
 */
public final class RowId {

	private static final int LINE_BITS = 40;

	private static final long LAST_LINE = (1L << LINE_BITS) - 1;

	private RowId() {
	}

	public static long of(long run, long line) {
		return (run << LINE_BITS) + line;
	}

	/** A key below those of all rows of a run. */
	public static long before(long run) {
		return of(run, 0);
	}

	/** The highest possible key of a row of a run. */
	public static long last(long run) {
		return of(run, LAST_LINE);
	}

	/** The run of a row. */
	public static long run(long rowId) {
		return rowId >>> LINE_BITS;
	}

	/** The line of a row. */
	public static long line(long rowId) {
		return rowId & LAST_LINE;
	}

}

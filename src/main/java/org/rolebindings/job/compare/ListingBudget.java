package org.rolebindings.job.compare;

/**
 * Bounds a listing by what it can save. A row that is in place costs two requests if it
 * is posted, and none if it is listed; a page costs one. So a page takes one from the
 * credit, and a row that is found adds to it, but never more than finding the rest may be
 * worth: a listing that has found all that there is ends soon after.
 * <p>
 * The credit at the start is what may be lost if nothing of the file is there.
 */
final class ListingBudget {

	private final long rows;

	private final double perRow;

	private final int least;

	private final double share;

	private long found;

	private double credit;

	/**
	 * Sets a budget.
	 * @param rows the rows that may be found
	 * @param perRow what a row that is found is worth, in pages
	 * @param least the pages that may be read in vain, however few rows there are
	 * @param share the pages that may be read in vain, as a share of the rows
	 */
	private ListingBudget(long rows, double perRow, int least, double share) {
		this.rows = rows;
		this.perRow = perRow;
		this.least = least;
		this.share = share;
		this.credit = most();
	}

	/**
	 * For a listing of the whole account. Its pages follow one after the other, while
	 * rows are posted at the same time: so a page has to find two rows and spare four
	 * requests, and in vain are read at most as many pages as take a twentieth of the
	 * posting's time, and a hundredth of its requests.
	 * @param rows the rows that may be found
	 * @param concurrency how many rows are posted at the same time
	 */
	static ListingBudget ofAccount(long rows, int concurrency) {
		return new ListingBudget(rows, 0.5, 5, 1.0 / Math.max(100, 20 * concurrency));
	}

	/**
	 * For listings of single users, as many at a time as rows would be.
	 * @param rows the rows that may be found
	 */
	static ListingBudget ofUsers(long rows) {
		return new ListingBudget(rows, 1, 2, 1.0 / 200);
	}

	/** Whether so many pages may be read. */
	boolean allows(int pages) {
		return this.credit >= pages && this.found < this.rows;
	}

	/** A page was read, and so many rows were found for the first time. */
	void read(long newlyFound) {
		this.found += newlyFound;
		this.credit = Math.min(this.credit - 1 + this.perRow * newlyFound, most());
	}

	/** What finding the rest may be worth, the more so the more were found. */
	private double most() {
		long rest = Math.max(0, this.rows - this.found);
		double inVain = Math.min((double) rest, Math.max(this.least, rest * this.share));
		return Math.max(inVain, this.perRow * Math.min(rest, this.found));
	}

}

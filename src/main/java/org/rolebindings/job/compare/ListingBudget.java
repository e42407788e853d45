package org.rolebindings.job.compare;

/**
 * Limits a listing to what it can save. A row that is in place costs two requests if it
 * is posted, and none if it is listed. A page costs one request. So each page takes one
 * from the credit, and each found row adds to it. The credit is never larger than what
 * the remaining rows may be worth, so a listing ends soon after it has found all rows.
 * <p>
 * The credit at the start is the most that a listing may lose if no row is in place.
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
	 * @param perRow the worth of a found row, in pages
	 * @param least the pages that may be read in vain, even if there are few rows
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
	 * Returns the budget for a listing of the whole account. Its pages are read one after
	 * the other, while rows are posted in parallel, so a page must find two rows and save
	 * four requests. At most as many pages are read in vain as take a twentieth of the
	 * time, or a hundredth of the requests, that posting takes.
	 * @param rows the rows that may be found
	 * @param concurrency how many rows are posted at the same time
	 */
	static ListingBudget ofAccount(long rows, int concurrency) {
		return new ListingBudget(rows, 0.5, 5, 1.0 / Math.max(100, 20 * concurrency));
	}

	/**
	 * Returns the budget for listings of single users, which are read in parallel like
	 * rows.
	 * @param rows the rows that may be found
	 */
	static ListingBudget ofUsers(long rows) {
		return new ListingBudget(rows, 1, 2, 1.0 / 200);
	}

	/** Returns the budget for listings that are needed as a whole. */
	static ListingBudget unlimited() {
		return new ListingBudget(Long.MAX_VALUE, 0, Integer.MAX_VALUE, 1);
	}

	/** Returns whether so many pages may be read. */
	boolean allows(int pages) {
		return this.credit >= pages && this.found < this.rows;
	}

	/**
	 * Counts a page.
	 * @param newlyFound how many rows were found in it for the first time
	 */
	void read(long newlyFound) {
		this.found += newlyFound;
		this.credit = Math.min(this.credit - 1 + this.perRow * newlyFound, most());
	}

	/**
	 * Returns the most credit: the worth of the remaining rows. The more rows were found,
	 * the more of them are likely to follow.
	 */
	private double most() {
		long rest = Math.max(0, this.rows - this.found);
		double inVain = Math.min((double) rest, Math.max(this.least, rest * this.share));
		return Math.max(inVain, this.perRow * Math.min(rest, this.found));
	}

}

/**
 * Tells how long more rows will take by what fewer have taken: the same time for each row
 * more as for those between the last two sizes.
 */
final class Foresight {

	private int lastRows;

	private double lastSeconds;

	private double secondsPerRow;

	/**
	 * Learns from a size that is larger than the one before; NaN seconds where it failed.
	 */
	void learn(int rows, double seconds) {
		this.secondsPerRow = (this.lastRows > 0) ? (seconds - this.lastSeconds) / (rows - this.lastRows) : 0;
		this.lastRows = rows;
		this.lastSeconds = seconds;
	}

	/**
	 * The seconds that so many rows will take; NaN after a failure or a size left out.
	 */
	double seconds(int rows) {
		return (rows > 10 * this.lastRows) ? Double.NaN
				: this.lastSeconds + this.secondsPerRow * (rows - this.lastRows);
	}

}

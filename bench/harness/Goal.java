/**
 * One line of the table of goals.
 *
 * @param section which section measures it
 * @param metric which of its figures
 * @param rows how many rows it is about; figures of fewer are shown, but do not count
 * @param what what is measured, in words
 * @param floor what must be held, NaN where nothing was said
 * @param goal what is aimed at
 * @param more whether more is better
 * @param form how figures are shown
 */
record Goal(String section, String metric, int rows, String what, double floor, double goal, boolean more, Form form) {

	enum Form {

		SHARE("%.3f"), PERCENT("%.2f %%"), MILLIS("%.1f ms"), SECONDS("%.2f s"), MIB("%.0f MiB"), FACTOR("%.2f"),
		COUNT("%,.0f");

		private final String format;

		Form(String format) {
			this.format = format;
		}

		String show(double value) {
			return Double.isNaN(value) ? "" : String.format(java.util.Locale.ROOT, this.format, value);
		}

	}

	static Goal most(String section, String metric, int rows, String what, double floor, double goal, Form form) {
		return new Goal(section, metric, rows, what, floor, goal, false, form);
	}

	static Goal least(String section, String metric, int rows, String what, double floor, double goal, Form form) {
		return new Goal(section, metric, rows, what, floor, goal, true, form);
	}

	/** What a median amounts to. */
	String verdict(double median) {
		if (Double.isNaN(this.floor)) {
			return "";
		}
		if (holds(median, this.goal)) {
			return "goal";
		}
		return holds(median, this.floor) ? "floor" : "missed";
	}

	private boolean holds(double median, double bound) {
		return this.more ? median >= bound : median <= bound;
	}

}

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What came out of several rounds.
 *
 * @param rounds how many there were, 0 where nothing was measured
 * @param median the median
 * @param least the least
 * @param most the most
 */
record Figures(int rounds, double median, double least, double most) {

	static Figures of(DoubleStream values) {
		double[] sorted = values.toArray();
		Arrays.sort(sorted);
		int n = sorted.length;
		if (n == 0) {
			return new Figures(0, Double.NaN, Double.NaN, Double.NaN);
		}
		return new Figures(n, (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
	}

	boolean isEmpty() {
		return this.rounds == 0;
	}

}

package org.rolebindings.report.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how often each of many values occurs, in bounded memory. The counts are exact as
 * long as there are few different values. From then on they are lower bounds, and a value
 * that is frequent among all is still found (the algorithm of Misra and Gries).
 */
public final class TopCounts {

	/** How many different values are counted exactly. */
	public static final int MOST_VALUES = 4_000;

	private final Map<String, long[]> counts = new HashMap<>();

	private long missed;

	/** Counts a value once. */
	public void add(String value) {
		add(value, 1);
	}

	/**
	 * Counts a value several times.
	 * @param value the value
	 * @param times how often, 1 or more
	 */
	public void add(String value, long times) {
		this.counts.computeIfAbsent(value, (added) -> new long[1])[0] += times;
		if (this.counts.size() > MOST_VALUES) {
			forgetRare();
		}
	}

	/** Takes the median from all counts, which removes at least half of the values. */
	private void forgetRare() {
		long[] sorted = this.counts.values().stream().mapToLong((count) -> count[0]).sorted().toArray();
		long median = sorted[sorted.length / 2];
		this.counts.values().removeIf((count) -> count[0] <= median);
		this.counts.values().forEach((count) -> count[0] -= median);
		this.missed += median;
	}

	/** Whether every count is exact. */
	public boolean isExact() {
		return this.missed == 0;
	}

	/** How many different values there are, if the counts are exact. */
	public int values() {
		return this.counts.size();
	}

	/**
	 * Finds the values that occur most often.
	 * @param most how many values
	 * @return the values with their counts, the most frequent first
	 */
	public List<Map.Entry<String, Long>> top(int most) {
		return this.counts.entrySet()
			.stream()
			.map((count) -> Map.entry(count.getKey(), count.getValue()[0]))
			.sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
				.thenComparing(Map.Entry.comparingByKey()))
			.limit(most)
			.toList();
	}

}

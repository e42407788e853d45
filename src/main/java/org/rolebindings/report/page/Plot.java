package org.rolebindings.report.page;

import java.util.List;

/**
 * What a run did in the course of time.
 *
 * @param title what is plotted, with its unit
 * @param summary the same in one sentence, for who does not see the plot
 * @param lengthMillis the length of the time axis
 * @param series what is plotted, what is behind first
 * @param marks what happened meanwhile
 */
public record Plot(String title, String summary, long lengthMillis, List<Series> series, Marks marks) {

	/** Copies the list. */
	public Plot {
		series = List.copyOf(series);
	}

	/**
	 * Values over time, each of which holds for a while.
	 *
	 * @param name what the values are
	 * @param style how it looks: {@code area}, {@code failed}, {@code line}, {@code high}
	 * @param steps the values in the order of time
	 */
	public record Series(String name, String style, List<Step> steps) {

		/** Copies the list. */
		public Series {
			steps = List.copyOf(steps);
		}

		boolean isArea() {
			return !this.style.equals("line") && !this.style.equals("high");
		}

	}

	/**
	 * A value that holds for a while.
	 *
	 * @param fromMillis from when
	 * @param toMillis until when
	 * @param value the value
	 */
	public record Step(long fromMillis, long toMillis, double value) {
	}

	/**
	 * What happened meanwhile.
	 *
	 * @param pauses when the server had asked to wait
	 * @param restarts when the run was resumed
	 */
	public record Marks(List<Step> pauses, List<Long> restarts) {

		/** Copies the lists. */
		public Marks {
			pauses = List.copyOf(pauses);
			restarts = List.copyOf(restarts);
		}

	}

	/** The greatest value. */
	double max() {
		return this.series.stream().flatMap((one) -> one.steps().stream()).mapToDouble(Step::value).max().orElse(0);
	}

}

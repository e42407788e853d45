package org.rolebindings.report.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the page says, but for the rows of its table. All texts are plain text, and may
 * come from the file or the server.
 *
 * @param headline how it went
 * @param step what to do next, or {@code null} if nothing is left to do
 * @param bars the rows by outcome
 * @param groups tables of a few lines
 * @param plots what happened over time
 * @param facts what there is to know about the run
 */
public record PageModel(Headline headline, @Nullable Step step, List<Bar> bars, List<Group> groups, List<Plot> plots,
		List<Fact> facts) {

	/** Copies the lists. */
	public PageModel {
		bars = List.copyOf(bars);
		groups = List.copyOf(groups);
		plots = List.copyOf(plots);
		facts = List.copyOf(facts);
	}

	/**
	 * How it went.
	 *
	 * @param topic what was done with which file, where
	 * @param tone how good the news is
	 * @param sentence how it went, in one sentence
	 * @param remarks further sentences
	 */
	public record Headline(String topic, Tone tone, String sentence, List<String> remarks) {

		/** Copies the list. */
		public Headline {
			remarks = List.copyOf(remarks);
		}

	}

	/**
	 * What to do next.
	 *
	 * @param advice what to do, in whole sentences
	 * @param command the command to run then, or {@code null} if there is none to copy
	 */
	public record Step(String advice, @Nullable String command) {
	}

	/**
	 * How many rows have one outcome.
	 *
	 * @param label the outcome
	 * @param count the rows
	 * @param tone how good that is
	 * @param meaning what the outcome means
	 */
	public record Bar(String label, long count, Tone tone, String meaning) {
	}

	/**
	 * A table of a few lines.
	 *
	 * @param title what is counted
	 * @param columns the names of the columns, the last one being for the count
	 * @param lines the lines
	 * @param more what is left out, or {@code null}
	 * @param isFilter whether the first cell of a line is a reason of the table of rows
	 */
	public record Group(String title, List<String> columns, List<Line> lines, @Nullable String more, boolean isFilter) {

		/** Copies the lists. */
		public Group {
			columns = List.copyOf(columns);
			lines = List.copyOf(lines);
		}

	}

	/**
	 * A line of a group.
	 *
	 * @param cells the cells before the count
	 * @param count the count
	 * @param atLeast whether there may be more than that
	 */
	public record Line(List<String> cells, long count, boolean atLeast) {

		/** Copies the list. */
		public Line {
			cells = List.copyOf(cells);
		}

	}

	/**
	 * A fact.
	 *
	 * @param name what it is
	 * @param value the value
	 */
	public record Fact(String name, String value) {
	}

}

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A plot of lines over the number of rows, both axes logarithmic, as an SVG that reads
 * well in dark mode, too.
 */
final class Plot {

	private static final int WIDTH = 760;

	private static final int HEIGHT = 440;

	private static final int LEFT = 92;

	private static final int RIGHT = 584;

	private static final int TOP = 56;

	private static final int BOTTOM = 384;

	private static final int LABEL_HEIGHT = 18;

	/**
	 * Told apart also without colours, by their order at the right and by their marks.
	 */
	private static final List<String> COLOURS = List.of("#d1495b", "#0072b2", "#c98a00", "#009e73", "#a05195",
			"#4f9bd9", "#8c6d46", "#7f7f7f");

	private final String title;

	private final String unit;

	private final List<Series> series = new ArrayList<>();

	/**
	 * One line.
	 *
	 * @param name whose it is
	 * @param number which colour and mark it has, the same in each plot
	 * @param points its points, by the number of rows
	 */
	record Series(String name, int number, List<Point> points) {

		private Point last() {
			return this.points.get(this.points.size() - 1);
		}

	}

	record Point(double rows, Figures figures) {
	}

	private record Label(String name, String colour, double y) {
	}

	Plot(String title, String unit) {
		this.title = title;
		this.unit = unit;
	}

	/** Adds a line, if it has any point. */
	void add(Series line) {
		if (!line.points().isEmpty()) {
			this.series.add(line);
		}
	}

	boolean isEmpty() {
		return this.series.isEmpty();
	}

	String svg() {
		double[] xs = bounds(
				this.series.stream().flatMap((line) -> line.points().stream()).mapToDouble(Point::rows).toArray());
		double[] ys = bounds(this.series.stream()
			.flatMap((line) -> line.points().stream())
			.flatMapToDouble(
					(point) -> java.util.stream.DoubleStream.of(point.figures().least(), point.figures().most()))
			.toArray());
		StringBuilder svg = new StringBuilder();
		line(svg,
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
						+ "font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\">",
				WIDTH, HEIGHT, WIDTH, HEIGHT);
		line(svg, "<title>%s</title>", this.title);
		line(svg, "<style>.card{fill:#ffffff}.text{fill:#333333}.grid{stroke:#dddddd}.bar{stroke-opacity:.55}"
				+ "@media(prefers-color-scheme:dark){.card{fill:#161b22}.text{fill:#d0d7de}.grid{stroke:#30363d}}</style>");
		line(svg, "<rect class=\"card\" width=\"%d\" height=\"%d\" rx=\"8\"/>", WIDTH, HEIGHT);
		text(svg, LEFT, 30, "start", "font-size=\"16\" font-weight=\"600\"", this.title);
		axes(svg, xs, ys);
		List<Label> labels = new ArrayList<>();
		for (Series line : this.series) {
			String colour = COLOURS.get(line.number() % COLOURS.size());
			draw(svg, line, colour, xs, ys);
			labels.add(new Label(line.name(), colour, y(ys, line.last().figures().median())));
		}
		legend(svg, labels);
		return svg.append("</svg>\n").toString();
	}

	/** Powers of ten around all values. */
	private static double[] bounds(double[] values) {
		double least = Double.MAX_VALUE;
		double most = 0;
		for (double value : values) {
			least = Math.min(least, value);
			most = Math.max(most, value);
		}
		double from = Math.floor(Math.log10(least) + 1e-9);
		double to = Math.ceil(Math.log10(most) - 1e-9);
		return new double[] { from, Math.max(to, from + 1) };
	}

	private static double x(double[] bounds, double value) {
		return LEFT + (RIGHT - LEFT) * (Math.log10(value) - bounds[0]) / (bounds[1] - bounds[0]);
	}

	private static double y(double[] bounds, double value) {
		return BOTTOM - (BOTTOM - TOP) * (Math.log10(value) - bounds[0]) / (bounds[1] - bounds[0]);
	}

	private void axes(StringBuilder svg, double[] xs, double[] ys) {
		for (double power = xs[0]; power <= xs[1]; power++) {
			double x = x(xs, Math.pow(10, power));
			line(svg, "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, TOP, x, BOTTOM);
			text(svg, x, BOTTOM + 20, "middle", "", tick(power));
		}
		for (double power = ys[0]; power <= ys[1]; power++) {
			double y = y(ys, Math.pow(10, power));
			line(svg, "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, RIGHT, y);
			text(svg, LEFT - 8, y + 4, "end", "", tick(power));
		}
		text(svg, (LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", "", "rows in the file");
		text(svg, -(TOP + BOTTOM) / 2.0, 18, "middle", "transform=\"rotate(-90)\"", this.unit);
	}

	private static String tick(double power) {
		return (power < 0) ? String.format(Locale.ROOT, "%." + (int) -power + "f", Math.pow(10, power))
				: String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
	}

	private static void draw(StringBuilder svg, Series series, String colour, double[] xs, double[] ys) {
		StringBuilder path = new StringBuilder();
		for (Point point : series.points()) {
			double x = x(xs, point.rows());
			Figures figures = point.figures();
			path.append(path.isEmpty() ? "M" : " L").append(format("%.1f %.1f", x, y(ys, figures.median())));
			line(svg, "<line class=\"bar\" stroke=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", colour, x,
					y(ys, figures.least()), x, y(ys, figures.most()));
			mark(svg, series.number(), colour, x, y(ys, figures.median()));
		}
		line(svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>", path, colour,
				(series.number() == 0) ? "3" : "1.8", series.name().equals("wrk") ? " stroke-dasharray=\"6 4\"" : "");
	}

	private static void mark(StringBuilder svg, int number, String colour, double x, double y) {
		if (number % 3 == 0) {
			line(svg, "<circle fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", colour, x, y);
		}
		else if (number % 3 == 1) {
			line(svg, "<rect fill=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"7\" height=\"7\"/>", colour, x - 3.5, y - 3.5);
		}
		else {
			line(svg, "<path fill=\"%s\" d=\"M%.1f %.1f l5 9 h-10 z\"/>", colour, x, y - 5);
		}
	}

	/**
	 * The names beside the lines' ends, pushed apart where they would cover each other.
	 */
	private static void legend(StringBuilder svg, List<Label> labels) {
		List<Label> sorted = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
		double[] at = new double[sorted.size()];
		double lowest = TOP;
		for (int i = 0; i < at.length; i++) {
			at[i] = Math.max(lowest, sorted.get(i).y());
			lowest = at[i] + LABEL_HEIGHT;
		}
		double highest = BOTTOM;
		for (int i = at.length - 1; i >= 0; i--) {
			at[i] = Math.min(highest, at[i]);
			highest = at[i] - LABEL_HEIGHT;
		}
		for (int i = 0; i < at.length; i++) {
			line(svg, "<rect fill=\"%s\" x=\"%d\" y=\"%.1f\" width=\"14\" height=\"4\" rx=\"2\"/>",
					sorted.get(i).colour(), RIGHT + 14, at[i] - 2);
			text(svg, RIGHT + 34, at[i] + 4, "start", "", sorted.get(i).name());
		}
	}

	private static void text(StringBuilder svg, double x, double y, String anchor, String more, String text) {
		line(svg, "<text class=\"text\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, more,
				text);
	}

	private static void line(StringBuilder svg, String format, Object... values) {
		svg.append(format(format, values)).append('\n');
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}

package org.rolebindings.report.page;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.rolebindings.binding.Wording;

/**
 * Draws plots as SVG. The drawing stretches with the page; its labels are HTML, so that
 * they keep their size on a phone.
 */
final class PlotWriter {

	private static final int WIDTH = 1000;

	private static final int HEIGHT = 200;

	private static final double[] ROUND = { 1, 2, 4, 6, 8, 10 };

	/** What a key of the legend looks like, if it is no area. */
	private static final Map<String, String> KEYS = Map.of("restart", "M8 0V10", "line", "M0 5H16", "high", "M0 5H16");

	private final Html html;

	PlotWriter(Html html) {
		this.html = html;
	}

	void write(Plot plot) {
		double top = roundUp(plot.max());
		this.html.raw("<figure class=\"plot\"><figcaption>").text(plot.title()).raw("</figcaption>");
		this.html.raw("<div class=\"axes\"><div class=\"y\" aria-hidden=\"true\">");
		for (double value : new double[] { top, top / 2, 0 }) {
			this.html.element("span", Wording.ofRate(value));
		}
		this.html
			.raw("</div><svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
					+ "\" preserveAspectRatio=\"none\" aria-label=\"")
			.text(plot.summary())
			.raw("\">");
		draw(plot, top);
		this.html.raw("</svg><div class=\"x\" aria-hidden=\"true\">");
		for (long part = 0; part <= 2; part++) {
			this.html.element("span", Wording.ofTaken(Duration.ofMillis(plot.lengthMillis() * part / 2)));
		}
		this.html.raw("</div></div>");
		writeLegend(plot);
		this.html.element("p", plot.summary()).raw("</figure>\n");
	}

	private void draw(Plot plot, double top) {
		for (Plot.Step pause : plot.marks().pauses()) {
			double x = x(plot, pause.fromMillis());
			this.html.raw("<rect class=\"pause\" x=\"" + number(x) + "\" y=\"0\" width=\""
					+ number(Math.max(2, x(plot, pause.toMillis()) - x)) + "\" height=\"" + HEIGHT + "\"/>");
		}
		this.html.raw("<path class=\"grid\" d=\"M0 1H1000M0 100H1000M0 199H1000\"/>");
		for (Plot.Series series : plot.series()) {
			this.html.raw("<path class=\"" + series.style() + "\" d=\"" + path(plot, series, top) + "\"/>");
		}
		for (long restart : plot.marks().restarts()) {
			this.html.raw("<path class=\"restart\" d=\"M" + number(x(plot, restart)) + " 0V" + HEIGHT + "\"/>");
		}
	}

	private static String path(Plot plot, Plot.Series series, double top) {
		StringBuilder path = new StringBuilder();
		long end = -1;
		for (Plot.Step step : series.steps()) {
			String from = number(x(plot, step.fromMillis()));
			if (step.fromMillis() != end) {
				path.append(closing(series, end)).append('M').append(from);
				path.append(series.isArea() ? " " + HEIGHT + "V" : " ");
			}
			else {
				path.append('V');
			}
			path.append(number(HEIGHT - Math.min(1, step.value() / top) * HEIGHT));
			path.append('H').append(number(x(plot, step.toMillis())));
			end = step.toMillis();
		}
		return path.append(closing(series, end)).toString();
	}

	private static String closing(Plot.Series series, long end) {
		return (series.isArea() && end >= 0) ? "V" + HEIGHT + "Z" : "";
	}

	private void writeLegend(Plot plot) {
		this.html.raw("<ul class=\"legend\">");
		plot.series().forEach((series) -> writeKey(series.style(), series.name()));
		if (!plot.marks().pauses().isEmpty()) {
			writeKey("pause", "the server had asked to wait");
		}
		if (!plot.marks().restarts().isEmpty()) {
			writeKey("restart", "started again");
		}
		this.html.raw("</ul>");
	}

	private void writeKey(String style, String name) {
		this.html
			.raw("<li><svg class=\"key\" viewBox=\"0 0 16 10\" aria-hidden=\"true\"><path class=\"" + style + "\" d=\""
					+ KEYS.getOrDefault(style, "M0 1H16V9H0Z") + "\"/></svg>")
			.text(name)
			.raw("</li>");
	}

	private static double x(Plot plot, long millis) {
		return Math.min(1, millis / (double) Math.max(1, plot.lengthMillis())) * WIDTH;
	}

	/** The smallest round number that is not less, and more than 0. */
	static double roundUp(double value) {
		if (value <= 0) {
			return 1;
		}
		double power = Math.pow(10, Math.floor(Math.log10(value)));
		for (double round : ROUND) {
			if (round * power >= value) {
				return round * power;
			}
		}
		return 10 * power;
	}

	private static String number(double value) {
		String text = String.format(Locale.ROOT, "%.1f", value);
		return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
	}

}

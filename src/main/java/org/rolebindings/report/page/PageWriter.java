package org.rolebindings.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.rolebindings.binding.Wording;

/**
 * Writes a page: one file that needs nothing else. Its policy allows only the styles and
 * the script that are in it.
 */
public final class PageWriter {

	private static final String ICON = """
			data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E\
			%3Ccircle cx='4' cy='4' r='4' fill='%23COLOR'/%3E%3C/svg%3E""";

	/** The lines of a group that are shown at once. */
	private static final int FIRST_LINES = 5;

	private final Html html;

	/**
	 * Prepares a page.
	 * @param out takes its text, piece by piece
	 */
	public PageWriter(Consumer<String> out) {
		this.html = new Html(out);
	}

	/**
	 * Writes a page.
	 * @param page what it says
	 * @param rows the rows of its table
	 * @param table writes what the rows have written
	 */
	public void write(PageModel page, PageRows rows, Runnable table) {
		writeHead(page.headline());
		this.html.raw("<main>\n");
		writeStep(page);
		writeBars(page.bars());
		writeGroups(page.groups());
		writePlots(page.plots());
		writeFacts(page.facts());
		if (rows.count() > 0) {
			writeRows(rows, table);
		}
		this.html.raw("</main>\n<script>" + resource("report.js") + "</script>\n</body>\n</html>\n");
	}

	private void writeHead(PageModel.Headline headline) {
		String style = resource("report.css");
		this.html
			.raw("""
					<!DOCTYPE html>
					<html lang="en">
					<head>
					<meta charset="utf-8">
					<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; base-uri 'none'; \
					form-action 'none'; style-src '"""
					+ hash(style) + "'; script-src '" + hash(resource("report.js")) + """
							'">
							<meta name="viewport" content="width=device-width, initial-scale=1">
							<meta name="color-scheme" content="light dark">
							<meta name="referrer" content="no-referrer">
							<link rel="icon" href="
							""".stripTrailing()
					+ ICON.replace("COLOR", (headline.tone() == Tone.GOOD) ? "2a8a50" : "c2410c") + "\">\n<title>")
			.text(headline.sentence() + " " + headline.topic())
			.raw("</title>\n<style>" + style + "</style>\n</head>\n<body>\n<header class=\"" + headline.tone().style()
					+ "\">\n")
			.element("p class=\"topic\"", headline.topic())
			.element("h1", headline.sentence());
		headline.remarks().forEach((remark) -> this.html.element("p", remark));
		this.html.raw("</header>\n");
	}

	private void writeStep(PageModel page) {
		PageModel.Step step = page.step();
		this.html.raw("<section id=\"next\" aria-labelledby=\"next-title\">\n")
			.raw("<h2 id=\"next-title\">What to do next</h2>\n")
			.element("p", (step != null) ? step.advice() : "Nothing. There is nothing left to do.");
		if (step != null && step.command() != null) {
			this.html.raw("<div class=\"command\"><pre tabindex=\"0\" aria-label=\"Command\"><code id=\"command\">")
				.text(step.command())
				.raw("</code></pre><button type=\"button\" id=\"copy\" hidden>Copy</button></div>\n")
				.raw("<p id=\"copied\" role=\"status\"></p>\n");
		}
		this.html.raw("</section>\n");
	}

	private void writeBars(List<PageModel.Bar> bars) {
		if (bars.isEmpty()) {
			return;
		}
		long rows = bars.stream().mapToLong(PageModel.Bar::count).sum();
		this.html.raw("<section aria-labelledby=\"bars-title\">\n<h2 id=\"bars-title\">Outcomes</h2>\n"
				+ "<table class=\"bars\"><thead class=\"unseen\"><tr><th scope=\"col\">Outcome</th>"
				+ "<th scope=\"col\">Rows</th><th scope=\"col\">Share</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
		for (PageModel.Bar bar : bars) {
			this.html.raw("<tr class=\"" + bar.tone().style() + "\">")
				.element("th scope=\"row\"", bar.label())
				.element("td class=\"count\"", Wording.of(bar.count()))
				.raw("<td class=\"share\">");
			writeBar(bar.count(), rows);
			this.html.element("span", share(bar.count(), rows))
				.raw("</td>")
				.element("td class=\"meaning\"", bar.meaning())
				.raw("</tr>\n");
		}
		this.html.raw("</tbody></table>\n</section>\n");
	}

	private void writeBar(long count, long all) {
		String width = String.format(Locale.ROOT, "%.2f", Math.max(0.5, 100.0 * count / Math.max(1, all)));
		this.html.raw("<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
				+ "<rect class=\"whole\" width=\"100\" height=\"10\"/><rect class=\"part\" width=\"" + width
				+ "\" height=\"10\"/></svg>");
	}

	private static String share(long count, long all) {
		double percent = 100.0 * count / Math.max(1, all);
		if (count < all && percent > 99.9) {
			return "over 99.9 %";
		}
		return (percent < 0.1) ? "under 0.1 %" : Wording.ofRate(percent) + " %";
	}

	private void writeGroups(List<PageModel.Group> groups) {
		if (!groups.isEmpty()) {
			this.html.raw("<div class=\"groups\">\n");
			groups.forEach(this::writeGroup);
			this.html.raw("</div>\n");
		}
	}

	private void writeGroup(PageModel.Group group) {
		String id = group.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
		this.html
			.raw("<section" + ((group.isFilter() || group.columns().size() > 2) ? " class=\"wide\"" : "")
					+ " aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">")
			.text(group.title())
			.raw("</h2>\n");
		int first = group.isFilter() ? group.lines().size() : Math.min(FIRST_LINES, group.lines().size());
		writeLines(group, group.lines().subList(0, first), "");
		if (first < group.lines().size()) {
			List<PageModel.Line> rest = group.lines().subList(first, group.lines().size());
			this.html.raw("<details><summary>").text("Show " + Wording.of(rest.size()) + " more").raw("</summary>\n");
			writeLines(group, rest, " class=\"unseen\"");
			this.html.raw("</details>\n");
		}
		if (group.more() != null) {
			this.html.element("p class=\"soft\"", group.more());
		}
		this.html.raw("</section>\n");
	}

	private void writeLines(PageModel.Group group, List<PageModel.Line> lines, String head) {
		long most = group.lines().stream().mapToLong(PageModel.Line::count).max().orElse(0);
		this.html
			.raw("<table class=\"" + (group.isFilter() ? "group reasons" : "group") + "\"><thead" + head + "><tr>");
		group.columns().forEach((column) -> this.html.element("th scope=\"col\"", column));
		this.html.raw("</tr></thead><tbody>\n");
		for (PageModel.Line line : lines) {
			this.html.raw("<tr><th scope=\"row\"" + (group.isFilter() ? " data-reason>" : ">"))
				.text(line.cells().get(0))
				.raw("</th>");
			line.cells().stream().skip(1).forEach((cell) -> this.html.element("td", cell));
			this.html.raw("<td class=\"count\">").text((line.atLeast() ? "at least " : "") + Wording.of(line.count()));
			writeBar(line.count(), most);
			this.html.raw("</td></tr>\n");
		}
		this.html.raw("</tbody></table>\n");
	}

	private void writePlots(List<Plot> plots) {
		if (plots.isEmpty()) {
			return;
		}
		this.html.raw("<section aria-labelledby=\"time-title\">\n<h2 id=\"time-title\">Over time</h2>\n");
		PlotWriter writer = new PlotWriter(this.html);
		plots.forEach(writer::write);
		this.html.raw("</section>\n");
	}

	private void writeRows(PageRows rows, Runnable table) {
		PageRows.About about = rows.about();
		this.html.raw("<section id=\"table\" aria-labelledby=\"table-title\">\n")
			.element("h2 id=\"table-title\"", about.title());
		if (rows.written() < rows.count()) {
			this.html.element("p class=\"note\"",
					"This table has the first " + Wording.of(rows.written()) + " of " + Wording.of(rows.count()) + " "
							+ about.rows() + ". All of them are in " + about.file() + ", beside this page.");
		}
		writeFilter(rows);
		this.html.raw("<table class=\"rows\" aria-labelledby=\"table-title\"><thead><tr>");
		about.columns().forEach((column) -> this.html.element("th scope=\"col\"", column));
		this.html.raw("</tr></thead><tbody id=\"rows\">\n");
		rows.first().forEach((cells) -> writeRow(about.columns(), cells));
		this.html.raw("</tbody></table>\n<p><button type=\"button\" id=\"more\" hidden>Show more</button></p>\n"
				+ "<script type=\"application/json\" id=\"data\">[\n");
		table.run();
		this.html.raw("\n]</script>\n</section>\n");
	}

	private void writeFilter(PageRows rows) {
		PageRows.About about = rows.about();
		this.html.raw("<form id=\"filter\" role=\"search\" aria-labelledby=\"table-title\" hidden><label>")
			.text(about.columns().get(1))
			.raw(" <select id=\"reason\"><option value=\"\">all</option>");
		for (Map.Entry<String, PageRows.Reason> reason : rows.reasons().entrySet()) {
			this.html.raw("<option value=\"" + reason.getValue().index() + "\">")
				.text(reason.getKey())
				.raw("</option>");
		}
		this.html
			.raw("</select></label> <label>Search <input id=\"search\" type=\"search\" autocomplete=\"off\"></label>"
					+ "</form>\n<p id=\"shown\" role=\"status\">");
		long first = rows.first().size();
		this.html.text((first == rows.count()) ? Wording.of(first, "row") : "The first " + Wording.of(first) + " of "
				+ Wording.of(rows.count(), "row") + ". All of them are in " + about.file() + ".")
			.raw("</p>\n");
	}

	private void writeRow(List<String> columns, List<String> cells) {
		this.html.raw("<tr>");
		for (int i = 0; i < cells.size(); i++) {
			this.html.raw((i == 0) ? "<th scope=\"row\"" : "<td")
				.raw(" data-title=\"")
				.text(columns.get(i))
				.raw("\">")
				.text(cells.get(i))
				.raw((i == 0) ? "</th>" : "</td>");
		}
		this.html.raw("</tr>\n");
	}

	private void writeFacts(List<PageModel.Fact> facts) {
		this.html.raw("<section aria-labelledby=\"facts-title\">\n<h2 id=\"facts-title\">Facts</h2>\n<dl>\n");
		facts.forEach((
				fact) -> this.html.raw("<div>").element("dt", fact.name()).element("dd", fact.value()).raw("</div>\n"));
		this.html.raw("</dl>\n</section>\n");
	}

	private static String resource(String name) {
		try (InputStream in = Objects.requireNonNull(PageWriter.class.getResourceAsStream(name))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** As a Content-Security-Policy names an inline element. */
	private static String hash(String content) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
			return "sha256-" + Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package org.rolebindings.report.page;

import java.util.List;
import java.util.Map;

import org.rolebindings.binding.Wording;

/**
 * Writes the table of rows: the first of them as HTML, for who has no JavaScript, and all
 * as data for the script, which filters and searches them.
 */
final class TableWriter {

	private final Html html;

	TableWriter(Html html) {
		this.html = html;
	}

	/**
	 * Writes the table.
	 * @param rows its rows
	 * @param table writes what the rows have written
	 */
	void write(PageRows rows, Runnable table) {
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
		this.html.raw("""
				</tbody></table>
				<p><button type="button" id="more" hidden>Show more</button></p>
				<script type="application/json" id="data">[
				""");
		table.run();
		this.html.raw("\n]</script>\n</section>\n");
	}

	private void writeFilter(PageRows rows) {
		PageRows.About about = rows.about();
		this.html.raw("<div id=\"filter\" role=\"search\" aria-labelledby=\"table-title\" hidden><label>")
			.text(about.columns().get(1))
			.raw(" <select id=\"reason\"><option value=\"\">all</option>");
		for (Map.Entry<String, PageRows.Reason> reason : rows.reasons().entrySet()) {
			this.html.raw("<option value=\"" + reason.getValue().index() + "\">")
				.text(reason.getKey())
				.raw("</option>");
		}
		this.html.raw("""
				</select></label> <label>Search <input id="search" type="search" autocomplete="off"></label></div>
				<p id="shown" role="status">""");
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

}

package org.rolebindings.report.page;

import java.util.List;
import java.util.Locale;

import org.rolebindings.binding.Wording;

/** Writes how many rows there are of each kind. */
final class CountWriter {

	/** The lines of a group that are shown at once. */
	private static final int FIRST_LINES = 5;

	private final Html html;

	CountWriter(Html html) {
		this.html = html;
	}

	void writeBars(List<PageModel.Bar> bars) {
		if (bars.isEmpty()) {
			return;
		}
		long rows = bars.stream().mapToLong(PageModel.Bar::count).sum();
		this.html.raw("""
				<section aria-labelledby="bars-title">
				<h2 id="bars-title">Outcomes</h2>
				<table class="bars"><thead class="unseen"><tr><th scope="col">Outcome</th><th scope="col">Rows</th>\
				<th scope="col">Share</th><th scope="col">Meaning</th></tr></thead><tbody>
				""");
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

	void writeGroups(List<PageModel.Group> groups) {
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

}

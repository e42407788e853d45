package org.rolebindings.report.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageWriterTests {

	private static final String EVIL = "</title><script>alert(1)</script>\"'&\u202E";

	private static final String SHOWN = "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\\u202E";

	private static String write(PageModel page, PageRows rows, String table) {
		StringBuilder html = new StringBuilder();
		new PageWriter(html::append).write(page, rows, () -> html.append(table));
		return html.toString();
	}

	private static PageModel page(PageModel.@Nullable Step step) {
		Plot plot = new Plot(EVIL, EVIL, 10, List.of(new Plot.Series(EVIL, "area", List.of(new Plot.Step(0, 10, 5)))),
				new Plot.Marks(List.of(), List.of()));
		return new PageModel(new PageModel.Headline(EVIL, Tone.BAD, EVIL, List.of(EVIL)), step,
				List.of(new PageModel.Bar(EVIL, 1, Tone.BAD, EVIL)),
				List.of(new PageModel.Group(EVIL, List.of(EVIL, EVIL),
						List.of(new PageModel.Line(List.of(EVIL), 1, false)), EVIL, true)),
				List.of(plot), List.of(new PageModel.Fact(EVIL, EVIL)));
	}

	@Test
	void writeShowsEveryTextAsText() {
		StringBuilder table = new StringBuilder();
		PageRows rows = new PageRows(new PageRows.About(EVIL, EVIL, EVIL, List.of(EVIL, EVIL, EVIL)), table::append);
		rows.add(2, EVIL, EVIL);
		String html = write(page(new PageModel.Step(EVIL, EVIL)), rows, table.toString());
		assertThat(html).contains("<h1>" + SHOWN + "</h1>", "<code id=\"command\">" + SHOWN + "</code>",
				"aria-label=\"" + SHOWN + "\"", ">" + SHOWN + "</option>");
		assertThat(html).doesNotContain("<script>alert", "\u202E");
		assertThat(html.split("<script", -1)).hasSize(3);
	}

	@Test
	void writeAllowsNothingButItsOwnStylesAndScript() throws NoSuchAlgorithmException {
		String html = write(page(null), new PageRows(new PageRows.About("", "", "", List.of()), (text) -> {
		}), "");
		assertThat(html).contains("content=\"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
				+ "style-src '" + hash(between(html, "<style>", "</style>")) + "'; script-src '"
				+ hash(between(html, "<script>", "</script>")) + "'\"");
		assertThat(html).doesNotContain(" style=\"", " onclick", "http://localhost");
	}

	private static String between(String html, String start, String end) {
		int from = html.indexOf(start) + start.length();
		return html.substring(from, html.indexOf(end, from));
	}

	private static String hash(String content) throws NoSuchAlgorithmException {
		return "sha256-" + Base64.getEncoder()
			.encodeToString(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void writeWhenThereIsNoStepSaysThatNothingIsLeftToDo() {
		String html = write(page(null), new PageRows(new PageRows.About("", "", "", List.of()), (text) -> {
		}), "");
		assertThat(html).contains("There is nothing left to do.").doesNotContain("id=\"copy\"", "id=\"table\"");
	}

	@Test
	void writeWhenTheTableLacksRowsNamesTheReportThatHasThem() {
		PageRows rows = new PageRows(
				new PageRows.About("Failed rows", "failed rows", "failed.csv", List.of("Line", "Reason")), (text) -> {
				});
		for (int line = 0; line < PageRows.MOST_ROWS + 1; line++) {
			rows.add(line, "NOT_FOUND");
		}
		assertThat(write(page(null), rows, "")).contains(
				"This table has the first 50,000 of 50,001 failed rows. All of them are in failed.csv, beside this page.");
	}

	@Test
	void roundUpGivesTheNextRoundNumber() {
		assertThat(PlotWriter.roundUp(0)).isEqualTo(1);
		assertThat(PlotWriter.roundUp(320)).isEqualTo(400);
		assertThat(PlotWriter.roundUp(1)).isEqualTo(1);
		assertThat(PlotWriter.roundUp(0.03)).isEqualTo(0.04);
		assertThat(PlotWriter.roundUp(9_500)).isEqualTo(10_000);
	}

}

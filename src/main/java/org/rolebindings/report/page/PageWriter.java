package org.rolebindings.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes a page: one file that needs nothing else. Its policy allows only the styles and
 * the script that are in it.
 */
public final class PageWriter {

	private static final String ICON = """
			data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E\
			%3Ccircle cx='4' cy='4' r='4' fill='%23COLOR'/%3E%3C/svg%3E""";

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
		CountWriter counts = new CountWriter(this.html);
		counts.writeBars(page.bars());
		counts.writeGroups(page.groups());
		writePlots(page.plots());
		writeFacts(page.facts());
		if (rows.count() > 0) {
			new TableWriter(this.html).write(rows, table);
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

	private void writePlots(List<Plot> plots) {
		if (plots.isEmpty()) {
			return;
		}
		this.html.raw("""
				<section aria-labelledby="time-title">
				<h2 id="time-title">Over time</h2>
				""");
		PlotWriter writer = new PlotWriter(this.html);
		plots.forEach(writer::write);
		this.html.raw("</section>\n");
	}

	private void writeFacts(List<PageModel.Fact> facts) {
		this.html.raw("""
				<section aria-labelledby="facts-title">
				<h2 id="facts-title">Facts</h2>
				<dl>
				""");
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

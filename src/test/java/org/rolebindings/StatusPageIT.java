package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Tools;
import org.rolebindings.testing.Watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of the status page, in a real browser. */
class StatusPageIT {

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	@TempDir
	Path folder;

	private @Nullable Watch watch;

	private @Nullable ChromeDriver browser;

	@AfterEach
	void stop() {
		if (this.browser != null) {
			this.browser.quit();
		}
		if (this.watch != null) {
			this.watch.close();
		}
	}

	private Watch watch(String... options) {
		List<String> all = new ArrayList<>(List.of(options));
		all.add("--sandbox");
		this.watch = Watch.start(this.folder, all.toArray(String[]::new));
		return this.watch;
	}

	private ChromeDriver open(Watch watched, boolean javaScript) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(Tools.find("chromium").toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,900");
		if (!javaScript) {
			options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
		}
		ChromeDriverService driver = new ChromeDriverService.Builder()
			.usingDriverExecutable(Tools.find("chromedriver").toFile())
			.build();
		ChromeDriver opened = new ChromeDriver(driver, options);
		this.browser = opened;
		opened.get(watched.page().toString());
		return opened;
	}

	private static String text(ChromeDriver browser, String selector) {
		return browser.findElement(By.cssSelector(selector)).getText();
	}

	private static void awaitText(ChromeDriver browser, String selector, String expected) {
		await().atMost(LONGEST)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(text(browser, selector)).contains(expected));
	}

	private static void assertNothingWasBlocked(ChromeDriver browser) {
		assertThat(browser.manage().logs().get("browser").getAll()).extracting(LogEntry::getMessage).isEmpty();
	}

	private static void picture(ChromeDriver browser, String name) {
		try {
			Files.createDirectories(SCREENSHOTS);
			Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void pageFollowsAnImportByItself() {
		// So slow that it goes on for longer than anybody looks
		Watch watched = watch("--rate", "20");
		ChromeDriver page = open(watched, true);
		watched.dropMany("long.csv", 10_000);
		awaitText(page, "#headline", "Importing long.csv.");
		watched.drop("next.csv", CsvRows.row("1:a", "2", "1"));
		awaitText(page, "#waiting", "next.csv");
		awaitText(page, "#running", "of 10,000 rows");
		awaitText(page, "#running", "at most 20 a second");
		awaitText(page, "#progress-text", " left");
		assertThat(text(page, "#target")).startsWith("http://127.0.0.1:");
		assertThat(text(page, "#program")).startsWith("role-binding-import ");
		String before = text(page, "#progress-text");
		await().atMost(LONGEST).until(() -> !text(page, "#progress-text").equals(before));
		picture(page, "light");
		assertNothingWasBlocked(page);
	}

	@Test
	void pageWhenAnotherFileHasBeenImportedKeepsTheFocus() {
		Watch watched = watch();
		watched.drop("first.csv", CsvRows.row("1:a", "1", "1"));
		watched.awaitDone("first-1.csv");
		ChromeDriver page = open(watched, true);
		awaitText(page, "#last tbody th", "first.csv");
		page.executeScript("arguments[0].focus()", page.findElement(By.linkText("failed.csv")));
		watched.drop("second.csv", CsvRows.row("1:a", "2", "1"));
		awaitText(page, "#last tbody tr:first-child th", "second.csv");
		awaitText(page, "#last tbody tr:last-child th", "first.csv");
		assertThat(page.switchTo().activeElement().getDomAttribute("href")).isEqualTo("/reports/1/failed.csv");
	}

	@Test
	void pageWithoutJavaScriptShowsTheSameAndRefreshesItself() {
		Watch watched = watch();
		ChromeDriver page = open(watched, false);
		assertThat(text(page, "#last")).contains("None since the watcher was started.");
		assertThat(text(page, "#contact")).isEmpty();
		watched.drop("first.csv", CsvRows.row("1:a", "1", "1"));
		watched.awaitDone("first-1.csv");
		awaitText(page, "#last", "first.csv");
		page.findElement(By.linkText("Refresh")).click();
		awaitText(page, "#last", "1 CREATED");
		page.findElement(By.linkText("summary.json")).click();
		await().atMost(LONGEST).until(() -> page.getPageSource().contains("rows_per_second"));
	}

	@Test
	void pageLinksToTheReportOfARunWhichWorksThere() {
		Watch watched = watch();
		watched.drop("first.csv", CsvRows.row("1:a", "1", "1"), "broken,row");
		watched.awaitDone("first-1.csv");
		ChromeDriver page = open(watched, true);
		awaitText(page, "#last", "first.csv");
		page.findElement(By.linkText("report.html")).click();
		awaitText(page, "h1", "1 of 2 rows failed.");
		assertThat(page.findElements(By.id("command"))).isEmpty();
		page.findElement(By.id("search")).sendKeys("nowhere");
		awaitText(page, "#shown", "No row fits.");
		assertNothingWasBlocked(page);
	}

	@Test
	void pageShowsNamesOfFilesAsTextNeverAsMarkup() {
		Watch watched = watch();
		String markup = "<img src=x onerror=document.title='pwned'>.csv";
		String turned = "a\u202evsc.exe\nx.csv";
		watched.drop(markup, CsvRows.row("1:a", "1", "1"));
		watched.drop(turned, CsvRows.row("1:a", "2", "1"));
		ChromeDriver page = open(watched, true);
		await().atMost(LONGEST).until(() -> page.findElements(By.cssSelector("#last tbody tr")).size() == 2);
		List<String> names = page.findElements(By.cssSelector("#last tbody th"))
			.stream()
			.map(WebElement::getText)
			.toList();
		assertThat(names).contains(markup).noneMatch((name) -> name.contains("\u202e") || name.contains("\n"));
		assertThat(page.findElements(By.tagName("img"))).isEmpty();
		assertThat(page.getTitle()).isEqualTo("role-bindings watch");
		picture(page, "names");
	}

	@Test
	void pageWhenTheInboxIsGoneSaysSoAndWhenTheWatcherIsGoneToo() throws IOException {
		Watch watched = watch();
		watched.drop("first.csv", CsvRows.row("1:a", "1", "1"));
		watched.awaitDone("first-1.csv");
		Files.writeString(watched.inbox().resolve("bad.csv"), "no,such,columns\n1,2,3\n");
		ChromeDriver page = open(watched, true);
		awaitText(page, "#last", "Put aside");
		awaitText(page, "#headline", "1 of the last files had failures");
		assertThat(page.findElement(By.id("headline")).getDomAttribute("class")).isEqualTo("failures");
		Files.move(watched.inbox(), this.folder.resolve("elsewhere"));
		awaitText(page, "#troubles", "cannot be");
		assertThat(page.getTitle()).startsWith("! ");
		page.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
		picture(page, "dark");
		assertThat(watched.terminate().code()).isEqualTo(143);
		awaitText(page, "#contact", "does not answer");
	}

	@Test
	void pageOnAPhoneNeedsNoScrollingSideways() {
		Watch watched = watch();
		watched.drop("a-file-with-a-name-that-is-quite-long-as-exports-have-them-2026-11-25T06-00-00.csv",
				CsvRows.row("1:a", "1", "1"));
		ChromeDriver page = open(watched, true);
		awaitText(page, "#last", "1 CREATED");
		assertThat(page.findElement(By.cssSelector("#last tbody th")).getSize().getWidth()).isGreaterThan(200);
		page.manage().window().setSize(new Dimension(500, 900));
		page.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 375, "height", 812, "deviceScaleFactor", 2, "mobile", true));
		awaitText(page, "#last", "1 CREATED");
		assertThat(page.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
			.isEqualTo(true);
		picture(page, "phone");
	}

}

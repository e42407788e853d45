package org.rolebindings.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.sample.TimeSample;
import org.rolebindings.testing.Tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of {@code report.html}, in a real browser. */
class ReportPageIT {

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final int ROWS = 300;

	private static final String EVIL = "<script>document.title = 'evil'</script><img src=http://127.0.0.1:9/x>";

	@TempDir
	static Path folder;

	private static @Nullable ChromeDriver browser;

	private static @Nullable Path page;

	@BeforeAll
	static void open() {
		Path chromium = Tools.find("chromium");
		Path driver = Tools.find("chromedriver");
		page = write();
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,900");
		browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
				options);
	}

	@AfterAll
	static void close() {
		if (browser != null) {
			browser.quit();
		}
	}

	/** A run that was started again, had a pause, and left failures of two kinds. */
	private static Path write() {
		try (TestLedger ledger = new TestLedger(folder.resolve("state"), folder.resolve("reports"))) {
			Run run = ledger.runs()
				.start(TestLedger.IDENTITY, "x.csv", TestLedger.HEADER,
						new RunRequest("a note " + EVIL, List.of("import", "/home/ada/my rows.csv", "--rate", "5"),
								List.of("bin/role-bindings")),
						TestLedger.STARTED, (number) -> ledger.folders().reserve("x.csv", number));
			ledger.valid(run, LongStream.range(2, 2 + ROWS), "Rol1,Usr1,SPACE,Spa1,red");
			ledger.invalid(run, 2 + ROWS, "Rol1,Usr2,SPACE,Spa2,red", ErrorCode.MISSING_VALUE, "needle " + EVIL);
			ledger.succeeded(run, 2, Outcome.CREATED, "Bnd2", null);
			ledger.succeeded(run, 3, Outcome.UPDATED, "Bnd3", "Rol7");
			for (int line = 4; line < 2 + ROWS; line++) {
				ledger.failed(run, line, ErrorCode.NOT_FOUND, 404, "No user of line " + line + ".", null);
			}
			ledger.samples()
				.replace(run.number(),
						List.of(new TimeSample(0, 500, 1_000, 150, 149, 1, 400, Histograms.encoded(5_000)),
								new TimeSample(1, 1_500, 1_000, 150, 149, 0, 0, Histograms.encoded(9_000))));
			return ledger.reports()
				.write(ledger.runs().get(run.number()), RunStatus.COMPLETED, TestLedger.ENDED, () -> false)
				.folder()
				.resolve("report.html");
		}
	}

	private static ChromeDriver load() {
		ChromeDriver opened = Objects.requireNonNull(browser);
		opened.get(Objects.requireNonNull(page).toUri().toString());
		return opened;
	}

	private static String text(ChromeDriver opened, String selector) {
		return opened.findElement(By.cssSelector(selector)).getText();
	}

	private static List<WebElement> rows(ChromeDriver opened) {
		return opened.findElements(By.cssSelector("#rows tr"));
	}

	@Test
	void pageSaysWhatHappenedAndWhatToDoNext() {
		ChromeDriver opened = load();
		assertThat(text(opened, "h1")).isEqualTo("299 of 301 rows failed.");
		assertThat(text(opened, "#command")).startsWith("bin/role-bindings import ").endsWith("/failed.csv --rate 5");
		assertThat(text(opened, "main")).contains("NOT_FOUND", "298", "a note <script>", "Rol7",
				"The server asked to wait for 0.4 s in all. The run was started again 1 time.");
		assertThat(opened.findElements(By.cssSelector(".axes > svg"))).hasSize(2);
		assertThat(opened.findElements(By.cssSelector(".axes .restart, .axes .pause"))).hasSize(4);
	}

	@Test
	void pageRunsNothingOfItsContentAndAsksForNothing() {
		ChromeDriver opened = load();
		assertThat(opened.getTitle()).startsWith("299 of 301 rows failed.");
		assertThat(opened.executeScript("return performance.getEntriesByType('resource').length")).isEqualTo(0L);
		assertThat(opened.manage().logs().get("browser").getAll()).extracting(LogEntry::getMessage).isEmpty();
	}

	@Test
	void tableIsFilteredByReasonAndSearched() {
		ChromeDriver opened = load();
		assertThat(text(opened, "#shown")).isEqualTo("50 of 299 rows shown.");
		opened.findElement(By.id("more")).click();
		assertThat(rows(opened)).hasSize(100);
		opened.findElement(By.xpath("//option[.='MISSING_VALUE']")).click();
		assertThat(rows(opened)).singleElement()
			.satisfies((row) -> assertThat(row.getText()).contains("needle <script>"));
		opened.findElement(By.xpath("//button[.='NOT_FOUND']")).click();
		assertThat(text(opened, "#shown")).isEqualTo("50 of 298 rows shown.");
		opened.findElement(By.id("search")).sendKeys("LINE 256");
		await().atMost(LONGEST).until(() -> text(opened, "#shown").equals("1 of 1 row shown."));
		assertThat(text(opened, "#rows")).contains("No user of line 256.");
		opened.findElement(By.id("search")).sendKeys("7");
		await().atMost(LONGEST).until(() -> text(opened, "#shown").equals("No row fits."));
	}

	@Test
	void copyButtonCopiesTheCommand() {
		ChromeDriver opened = load();
		opened.findElement(By.id("copy")).click();
		await().atMost(LONGEST).until(() -> text(opened, "#copied").equals("Copied."));
	}

	@ParameterizedTest
	@CsvSource({ "light, 1200", "dark, 1200", "light, 360", "dark, 360" })
	void axeFindsNothing(String theme, int width) throws IOException {
		ChromeDriver opened = load();
		opened.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
		opened.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
		assertThat(opened.executeScript("return document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
		try (InputStream script = Objects.requireNonNull(ReportPageIT.class.getResourceAsStream("/axe.min.js"))) {
			opened.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
		}
		Object found = opened.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				axe.run().then((result) => done([result.passes.length > 10, ...result.violations.map((one) =>
					one.id + ": " + one.nodes.map((node) => node.html + " " + node.failureSummary).join("\\n"))]));
				""");
		assertThat(found).isEqualTo(List.of(true));
	}

	@Test
	void pageWithoutJavaScriptShowsTheFirstRowsAndNoControls() {
		ChromeDriver opened = Objects.requireNonNull(browser);
		opened.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
		try {
			load();
			assertThat(rows(opened)).hasSize(50);
			assertThat(text(opened, "#shown")).isEqualTo("The first 50 of 299 rows. All of them are in failed.csv.");
			assertThat(opened.findElement(By.id("filter")).isDisplayed()).isFalse();
			assertThat(opened.findElement(By.id("copy")).isDisplayed()).isFalse();
		}
		finally {
			opened.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
		}
	}

}

package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.PseudoTerminal;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of keys, signals and sizes of a terminal that shows the progress bar. */
class TerminalIT {

	private static final int ROWS = 5_000;

	private static final String REDRAWN = "\r\u001B[2K";

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	@BeforeEach
	void startSandbox() {
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(100), null, 0, 0));
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void importGoesOnAfterResizeCtrlBackslashAndCtrlZAndCtrlCStopsItWithReports() {
		CsvRows.writeMany(this.folder.resolve("x.csv"), ROWS);
		try (PseudoTerminal terminal = start(50, "import", "x.csv")) {
			terminal.awaitThat(() -> isPosting(terminal));
			assertThat(bars(terminal)).allSatisfy((bar) -> assertThat(bar).hasSizeLessThan(50));

			terminal.resize(30);
			terminal.awaitThat(() -> last(terminal).matches("Posting.{10,21}"));

			terminal.press(PseudoTerminal.CTRL_BACKSLASH);
			terminal.awaitThat(() -> terminal.screen().contains("Full thread dump"));
			terminal.press(PseudoTerminal.CTRL_Z);
			terminal.awaitThat(() -> terminal.screen().contains("suspended"));
			terminal.press('\n');
			long requests = this.sandbox.requests();
			terminal.awaitThat(() -> this.sandbox.requests() > requests + 100);

			terminal.press(PseudoTerminal.CTRL_C);
			assertThat(terminal.exitCode()).isEqualTo(130);
			assertThat(terminal.screen()).contains(REDRAWN + "\r\nRun 1 of x.csv")
				.contains("stopped by a signal.")
				.contains("the same command goes on from there");
		}
		ReportFiles report = new ReportFiles(this.folder.resolve("reports/x-1"));
		assertThat(report.counts()).containsEntry("CREATED", (long) this.sandbox.bindings().size())
			.containsEntry("PENDING", (long) ROWS - this.sandbox.bindings().size());
	}

	@Test
	void watchStopsAtCtrlCAndKeepsTheFileForTheNextStart() throws IOException {
		CsvRows.writeMany(Files.createDirectory(this.folder.resolve("inbox")).resolve("x.csv"), ROWS);
		try (PseudoTerminal terminal = start(80, "watch", "--settle", "100ms")) {
			terminal.awaitThat(() -> isPosting(terminal));
			terminal.press(PseudoTerminal.CTRL_C);
			assertThat(terminal.exitCode()).isEqualTo(130);
			assertThat(terminal.screen()).contains(REDRAWN + "Run 1 of x.csv: STOPPED");
		}
		assertThat(this.folder.resolve("inbox/processing")).isNotEmptyDirectory();
		assertThat(new ReportFiles(this.folder.resolve("reports/x-1")).counts()).containsEntry("CREATED",
				(long) this.sandbox.bindings().size());
	}

	private PseudoTerminal start(int columns, String... arguments) {
		List<String> target = List.of("--base-url", this.sandbox.baseUrl().toString());
		String[] all = Stream.concat(Arrays.stream(arguments), target.stream()).toArray(String[]::new);
		return PseudoTerminal.start(this.folder, columns, new Program(this.folder).command(all),
				Map.of("ARIZE_API_KEY", Program.KEY));
	}

	private static boolean isPosting(PseudoTerminal terminal) {
		return bars(terminal).stream().anyMatch((bar) -> bar.matches("(?s)Posting [1-9].*"));
	}

	private static String last(PseudoTerminal terminal) {
		List<String> bars = bars(terminal);
		return bars.get(bars.size() - 1);
	}

	/** What was drawn over the bar's line, one after the other; whole lines are notes. */
	private static List<String> bars(PseudoTerminal terminal) {
		return Arrays.stream(terminal.screen().split(REDRAWN.replace("[", "\\["), -1))
			.skip(1)
			.filter((text) -> !text.endsWith("\n"))
			.toList();
	}

}

package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills a watcher again and again, at moments that a seed chooses, while files of the
 * same name keep coming. Each file is imported exactly once all the same.
 */
class WatchCrashIT {

	private static final int KILLS = 8;

	private static final int FILES = 12;

	private static final int ROWS = 40;

	@TempDir
	Path folder;

	@Test
	void watchWhenKilledAgainAndAgainImportsEachFileExactlyOnce() throws Exception {
		Path inbox = Files.createDirectory(this.folder.resolve("inbox"));
		Random random = new Random(2026);
		try (SandboxServer sandbox = SandboxServer.start(0,
				new SandboxProperties(Duration.ofMillis(3), null, 0.02, 0.02))) {
			Program program = new Program(this.folder);
			int dropped = 0;
			for (int kill = 0; kill < KILLS; kill++) {
				for (int i = 0; i < FILES / KILLS + 1 && dropped < FILES; i++) {
					drop(inbox, dropped++);
				}
				Program.Running running = start(program, sandbox);
				await().until(() -> Files.readString(running.err()).contains("Watching"));
				boolean ended = running.process().waitFor(random.nextInt(2_500), TimeUnit.MILLISECONDS);
				assertThat(ended).as(Files.readString(running.err())).isFalse();
				running.signal("KILL");
				assertThat(running.result().code()).isEqualTo(137);
			}
			Program.Running running = start(program, sandbox);
			await().atMost(Duration.ofMinutes(2)).until(() -> names(inbox.resolve("done")).size() == FILES);
			running.signal("TERM");
			assertThat(running.result().code()).isEqualTo(143);
			assertThat(names(inbox.resolve("processing"))).isEmpty();
			assertThat(names(inbox.resolve("failed"))).isEmpty();
			assertReportsAddUp(sandbox);
		}
	}

	private static Program.Running start(Program program, SandboxServer sandbox) {
		return program.start("watch", "--settle", "50ms", "--base-url", sandbox.baseUrl().toString());
	}

	private void drop(Path inbox, int number) throws IOException {
		int first = number * ROWS;
		String[] rows = IntStream.range(first, first + ROWS)
			.mapToObj((row) -> CsvRows.row("1:a", "" + row, "1"))
			.toArray(String[]::new);
		Path place = inbox.resolve("same.csv");
		Path free = Files.exists(place) ? inbox.resolve("x" + number + ".csv") : place;
		Files.move(CsvRows.write(this.folder.resolve("part"), rows), free);
	}

	private void assertReportsAddUp(SandboxServer sandbox) throws IOException {
		List<Long> runs = new ArrayList<>();
		long rows = 0;
		long created = 0;
		for (String name : names(this.folder.resolve("reports"))) {
			ReportFiles report = new ReportFiles(this.folder.resolve("reports").resolve(name));
			assertThat(report.summary().get("status").asString()).isEqualTo("COMPLETED");
			runs.add(report.number("/run"));
			rows += report.number("/rows");
			created += report.counts().getOrDefault("CREATED", 0L);
		}
		assertThat(runs).hasSize(FILES).doesNotHaveDuplicates();
		assertThat(rows).isEqualTo(FILES * ROWS);
		assertThat(sandbox.bindings()).hasSize(FILES * ROWS);
		assertThat(created).isEqualTo(FILES * ROWS);
	}

	private static List<String> names(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

}

package org.rolebindings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * A watcher under a steady load, {@code mvn verify -Psoak}: three minutes of it, or as
 * many as {@code -Dsoak.minutes} says. Files come in at a bounded rate, some of them
 * wrong, against a server that fails now and then and a state that somebody else holds at
 * times. What it needs at the end is what it needed once it was warm.
 */
class SoakIT {

	/** What is taken for warm: classes are loaded, and the hot ones compiled. */
	private static final int WARM = 40;

	private static final int BATCH = 20;

	private static final int ROWS = 20;

	private static final String BROKEN = "no,such,columns\n1,2,3\n";

	private static final long STATE_HELD = 1L << 30;

	@TempDir
	Path folder;

	private Path inbox;

	private int dropped;

	private int broken;

	/** What a process needs while it has nothing to do. */
	private record Needs(long threads, long files, long heap, long metaspace) {

		static Needs of(long pid, Program program) throws IOException {
			jcmd(program, pid, "GC.run");
			String heap = jcmd(program, pid, "GC.heap_info");
			return new Needs(entries("/proc/" + pid + "/task"), entries("/proc/" + pid + "/fd"),
					kibibytes(heap, "generation\\s+total \\d+K, used (\\d+)K"),
					kibibytes(heap, "Metaspace\\s+used (\\d+)K"));
		}

		void assertNoMoreThan(Needs warm) {
			assertThat(this.threads).as("threads").isLessThanOrEqualTo(warm.threads + 4);
			assertThat(this.files).as("open files").isLessThanOrEqualTo(warm.files + 4);
			assertThat(this.heap).as("heap").isLessThan(warm.heap * 5 / 4);
			assertThat(this.metaspace).as("metaspace").isLessThan(warm.metaspace * 11 / 10);
		}

		private static String jcmd(Program program, long pid, String command) {
			String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
			Program.Result result = program.runCommand(List.of(jcmd, String.valueOf(pid), command));
			assertThat(result.code()).as(result.err()).isZero();
			return result.out();
		}

		private static long entries(String folder) throws IOException {
			try (Stream<Path> entries = Files.list(Path.of(folder))) {
				return entries.count();
			}
		}

		private static long kibibytes(String text, String pattern) {
			Matcher matcher = Pattern.compile(pattern).matcher(text);
			long sum = 0;
			while (matcher.find()) {
				sum += Long.parseLong(matcher.group(1));
			}
			assertThat(sum).as(text).isPositive();
			return sum;
		}

	}

	@Test
	void watchUnderASteadyLoadNeedsNoMoreAtItsEnd() throws IOException {
		this.inbox = Files.createDirectory(this.folder.resolve("inbox"));
		Duration time = Duration.ofMinutes(Long.getLong("soak.minutes", 3));
		SandboxProperties unreliable = new SandboxProperties(Duration.ofMillis(2), null, 0.01, 0.01);
		try (SandboxServer sandbox = SandboxServer.start(0, unreliable)) {
			Program program = new Program(this.folder).jvm("-Xmx64m");
			Program.Running running = program.start("watch", "--settle", "0s", "--base-url",
					sandbox.baseUrl().toString());
			long pid = running.process().pid();
			work(WARM);
			Needs warm = Needs.of(pid, program);
			System.out.println("Warm, after " + this.dropped + " files: " + warm);
			long end = System.nanoTime() + time.toNanos();
			while (System.nanoTime() - end < 0) {
				work(BATCH);
				whileSomebodyHoldsTheState(() -> work(1));
				System.out.println("After " + this.dropped + " files: " + Needs.of(pid, program));
			}
			// The last import may still be letting go of what it had
			await().untilAsserted(() -> Needs.of(pid, program).assertNoMoreThan(warm));
			running.signal("TERM");
			assertThat(running.result().code()).isEqualTo(143);
			assertEachFileIsAccountedFor(sandbox);
		}
	}

	/** Drops so many files, and waits until all are filed away. */
	private void work(int files) throws IOException {
		for (int i = 0; i < files; i++) {
			drop();
		}
		await().atMost(Duration.ofMinutes(3)).until(() -> count("done") + count("failed") == this.dropped);
	}

	private void drop() throws IOException {
		int number = this.dropped++;
		Path part = this.folder.resolve("part");
		if (number % 10 == 9) {
			Files.writeString(part, BROKEN);
			this.broken++;
		}
		else {
			String[] rows = IntStream.range(0, ROWS)
				.mapToObj((row) -> CsvRows.row("1:a", number + "-" + row, "1"))
				.toArray(String[]::new);
			CsvRows.write(part, rows);
		}
		Files.move(part, this.inbox.resolve((number % 3 == 0) ? "line\nbreak " + number + ".csv" : number + ".CSV"));
	}

	private interface Work {

		void run() throws IOException;

	}

	/** As another import does. */
	private void whileSomebodyHoldsTheState(Work work) throws IOException {
		Path lock = this.folder.resolve(".role-bindings/lock");
		try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
			FileLock held = channel.lock(STATE_HELD, 1, false);
			drop();
			await().until(() -> count("processing") == 1);
			held.release();
		}
		work.run();
	}

	private long count(String name) throws IOException {
		Path place = this.inbox.resolve(name);
		if (!Files.exists(place)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(place)) {
			return files.count();
		}
	}

	private void assertEachFileIsAccountedFor(SandboxServer sandbox) throws IOException {
		assertThat(count("processing")).isZero();
		assertThat(count("failed")).isEqualTo(this.broken);
		int good = this.dropped - this.broken;
		assertThat(sandbox.bindings()).hasSize(good * ROWS);
		long created = 0;
		try (Stream<Path> reports = Files.list(this.folder.resolve("reports"))) {
			for (Path report : reports.toList()) {
				created += new ReportFiles(report).counts().getOrDefault("CREATED", 0L);
			}
		}
		assertThat(created).isEqualTo(good * (long) ROWS);
	}

}

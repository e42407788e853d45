package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.store.StateUnwritableException;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests of an import on a disk that is full at some point of it, again and again, until
 * somebody makes room. Only root may mount such a disk. The system property
 * {@code disk.step} is the distance between the sizes that are tried, in KiB; with 10 the
 * disk becomes full in every phase.
 */
class FullDiskIT {

	private static final int STEP = Integer.getInteger("disk.step", 350);

	private static final int SMALLEST = 1000;

	private static final int LARGEST = 2000;

	private static final int MOST_TRIES = (STEP > 100) ? 3 : 6;

	private static final int IN_PLACE = 1500;

	@TempDir
	Path folder;

	private Path disk;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() throws IOException {
		this.disk = Files.createDirectory(this.folder.resolve("disk"));
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		mount("size=" + SMALLEST + "k");
		Path before = CsvRows.writeMany(this.folder.resolve("before.csv"), IN_PLACE);
		new Installation(Files.createDirectory(this.folder.resolve("earlier")), this.sandbox.baseUrl()).run(before);
	}

	@AfterEach
	void unmount() throws IOException {
		this.sandbox.close();
		// In the background, because H2 may still be closing its file
		run("umount", "--lazy", this.disk.toString());
	}

	static Stream<Arguments> disks() {
		return IntStream.iterate(SMALLEST + STEP % 100, (size) -> size <= LARGEST, (size) -> size + STEP)
			.boxed()
			.flatMap((size) -> Stream.of(Arguments.of(size, 3000, false), Arguments.of(size, 4000, size % 20 == 10)));
	}

	@ParameterizedTest(name = "{0} KiB, {1} rows, with reports: {2}")
	@MethodSource("disks")
	void importOnAFullDiskEndsAsUndisturbedOnceThereIsRoom(int size, int rows, boolean withReports) {
		Path file = CsvRows.writeMany(this.folder.resolve("x.csv"), rows);
		Installation installation = new Installation(this.disk, this.sandbox.baseUrl());
		if (!withReports) {
			installation.set("reports", this.folder.resolve("reports").toString());
		}
		mount("remount,size=" + size + "k");
		boolean done = false;
		for (int i = 0; i < MOST_TRIES && !done; i++) {
			done = isDone(installation, file);
		}
		mount("remount,size=100m");
		if (!done) {
			installation.run(file);
		}
		Path reports = (withReports ? this.disk : this.folder).resolve("reports");
		assertThat(ReportFiles.onlyOneIn(reports).counts())
			.isEqualTo(Map.of("CREATED", (long) rows - IN_PLACE, "UNCHANGED", (long) IN_PLACE));
		assertThat(this.sandbox.bindings()).hasSize(rows);
	}

	/** Tries once; there is nothing but a full disk that it may fail at. */
	private static boolean isDone(Installation installation, Path file) {
		try {
			installation.run(file);
			return true;
		}
		catch (RunBrokenOffException ex) {
			assertThat(ex).hasMessageContaining(": No space left on device")
				.hasMessageContaining("Remove the cause; the same");
			assertThat(ex.isForGood()).isFalse();
		}
		catch (RuntimeException ex) {
			assertThat(Stream.iterate((Throwable) ex, (cause) -> cause != null, Throwable::getCause))
				.hasAtLeastOneElementOfType(StateUnwritableException.class);
		}
		return false;
	}

	private void mount(String options) {
		assumeTrue(isDone("mount", "-t", "tmpfs", "-o", options, "none", this.disk.toString()),
				"Only root may mount a disk.");
	}

	private static boolean isDone(String... command) {
		try {
			return run(command) == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int run(String... command) throws IOException {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(String.join(" ", List.of(command)) + " was interrupted", ex);
		}
	}

}

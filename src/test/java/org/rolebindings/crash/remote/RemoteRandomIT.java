package org.rolebindings.crash.remote;

import java.nio.file.Path;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of imports by several machines to which many things happen. The system property
 * {@code remote.seeds} is the number of seeds that are tried, {@code remote.first} the
 * first of them.
 */
class RemoteRandomIT {

	private static final int SEEDS = Integer.getInteger("remote.seeds", 3);

	private static final long FIRST = Long.getLong("remote.first", 1);

	private static final int MISFORTUNES = 6;

	@TempDir
	static Path folder;

	private static RemoteSite site;

	@BeforeAll
	static void prepare() {
		site = new RemoteSite(folder);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	static LongStream seeds() {
		return LongStream.range(FIRST, FIRST + SEEDS);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void importWhenManyThingsHappenIsExact(long seed) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			Misfortunes misfortunes = new Misfortunes(seed, site, run);
			try {
				run.assertGoesOn(misfortunes.happen(MISFORTUNES));
			}
			catch (Throwable ex) {
				throw new AssertionError("Seed " + seed + ": " + misfortunes.story(), ex);
			}
		}
	}

}

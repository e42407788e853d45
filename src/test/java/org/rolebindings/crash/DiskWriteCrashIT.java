package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged program that dies before it writes to its database, at one write
 * after the other: between two of them there is nothing that a later start could see but
 * what the server was sent. The system property {@code crash.writes} is the distance
 * between the writes that are tried; with 1 it is each of them.
 */
class DiskWriteCrashIT {

	private static final int DISTANCE = Integer.getInteger("crash.writes", 90);

	private static final int AT_A_TIME = 2;

	private static final Scenario SCENARIO = Scenario.of(new ImportFile(20)).onConflict("update");

	@TempDir
	static Path folder;

	private static CrashSite site;

	@BeforeAll
	static void prepare() {
		site = new CrashSite(folder);
	}

	@AfterAll
	static void tell() {
		site.close();
		System.out.println(Figures.sentence());
	}

	@TestFactory
	List<DynamicTest> importWhenKilledBeforeAnyWriteLeavesWhatAnUndisturbedOneLeaves() {
		return IntStream.range(0, AT_A_TIME)
			.mapToObj((i) -> site.test("from write " + (i * DISTANCE + 1) + " on", () -> {
				int write = i * DISTANCE + 1;
				while (isKilledBefore(write)) {
					write += AT_A_TIME * DISTANCE;
				}
				assertThat(write).as("writes of an import").isGreaterThan(60);
				return null;
			}))
			.toList();
	}

	/** Whether there was such a write. */
	private static boolean isKilledBefore(int write) {
		try (MortalImport disturbed = site.begin(SCENARIO)) {
			boolean killed = disturbed.diesAt("org.h2.mvstore.SingleFileStore#writeFully:before:" + write);
			if (killed) {
				assertThat(disturbed.finish().code()).as("Killed before write %s", write).isEqualTo(1);
			}
			site.assertLeftAsIfUndisturbed(SCENARIO, disturbed, "x-1");
			return killed;
		}
	}

}

package org.rolebindings.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an import comes to an end in bounded time where every row fails, or the
 * server never has an answer.
 */
@Timeout(170)
@Execution(ExecutionMode.CONCURRENT)
class PoisonIT {

	private static final int ROWS = 12;

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	@TempDir
	Path folder;

	private Program program;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
	}

	/** A script in which everything but creates may be faulty, too. */
	private record Everywhere(ChaosFault preflights, ChaosFault creates, ChaosFault lookUps) implements Script {

		@Override
		public ChaosFault create(Target target, int n) {
			return this.creates;
		}

		@Override
		public ChaosFault lookUp(String user, int n) {
			return this.lookUps;
		}

		@Override
		public ChaosFault preflight(int n) {
			return this.preflights;
		}

	}

	@ParameterizedTest
	@CsvSource({ "R403, FORBIDDEN", "R404, NOT_FOUND" })
	void importOfRowsThatAreAllRefusedAsksOnceForEach(ChaosFault refusal, String code) throws IOException {
		writeRows(ROWS);
		try (FaultyApi api = api(Script.forCreates(refusal))) {
			Program.Result result = run(api);
			assertThat(result.code()).isEqualTo(1);
			assertThat(result.out()).containsPattern(code + " +12\n");
			assertThat(api.log().requests()).isEqualTo(1 + ROWS);
			assertThat(report().column("failed.csv", "attempts")).containsOnly("1");
			assertThat(report().counts()).isEqualTo(Map.of("FAILED", (long) ROWS));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "S500", "TRICKLING" })
	void importWhenTheLastRowIsPoisonedDecidesAllOthersAndThenThatOne(ChaosFault poison) throws IOException {
		writeRows(ROWS);
		Target last = target(ROWS);
		try (FaultyApi api = api((target, n) -> target.equals(last) ? poison : ChaosFault.NONE)) {
			Program.Result result = run(api, "--max-attempts", "3");
			assertThat(result.code()).isEqualTo(1);
			assertThat(report().counts()).isEqualTo(Map.of("CREATED", ROWS - 1L, "FAILED", 1L));
			assertThat(report().rows("failed.csv")).singleElement()
				.satisfies((row) -> assertThat(row).containsEntry("error_code", "RETRIES_EXHAUSTED")
					.containsEntry("attempts", "3")
					.containsEntry("line", String.valueOf(ROWS + 1)));
			assertThat(api.account().all()).hasSize(ROWS - 1);
		}
	}

	@Test
	void importWhenSomethingInFrontOfTheServerRefusesOneRowFailsThatOneAfterItsAttempts() throws IOException {
		writeRows(ROWS);
		Target second = target(2);
		try (FaultyApi api = api((target, n) -> target.equals(second) ? ChaosFault.PAGE_403 : ChaosFault.NONE)) {
			Program.Result result = run(api, "--max-attempts", "3", "--concurrency", "2");
			assertThat(result.code()).isEqualTo(1);
			assertThat(report().counts()).isEqualTo(Map.of("CREATED", ROWS - 1L, "FAILED", 1L));
			assertThat(report().rows("failed.csv")).singleElement()
				.satisfies((row) -> assertThat(row).containsEntry("error_code", "UNEXPECTED_RESPONSE")
					.containsEntry("http_status", "403")
					.containsEntry("line", "3"));
		}
	}

	@Test
	void importWhenSomethingInFrontOfTheServerRefusesAllChangesFailsNone() throws IOException {
		writeRows(ROWS);
		try (FaultyApi api = api(Script.forCreates(ChaosFault.PAGE_403))) {
			Program.Result result = run(api, "--max-attempts", "1", "--outage-timeout", "3s");
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.out()).contains("status 403 with an HTML page, which is not from the API");
			assertThat(report().counts()).isEqualTo(Map.of("PENDING", (long) ROWS));
		}
	}

	@Test
	void importWhenToldToWaitForNoTimeAtAllBacksOffAndGoesOn() throws IOException {
		List<ChaosFault> faults = List.of(ChaosFault.S429_WAIT_NOT, ChaosFault.S429_WAIT_PAST,
				ChaosFault.S429_WAIT_GARBLED, ChaosFault.S429, ChaosFault.S503_WAIT_NOT);
		writeRows(ROWS);
		Script script = (target, n) -> (n > 1) ? ChaosFault.NONE
				: faults.get(Math.floorMod(target.user().hashCode(), faults.size()));
		try (FaultyApi api = api(script)) {
			assertThat(run(api).code()).isZero();
			assertThat(report().counts()).isEqualTo(Map.of("CREATED", (long) ROWS));
			// The program may ask now and then whether the service answers at all
			assertThat(report().number("/requests/total")).isBetween(1 + 2L * ROWS, 4 + 2L * ROWS);
		}
	}

	@Test
	void importWhenToldToWaitForEverStopsAtOnceAndGoesOnLater() throws IOException {
		writeRows(ROWS);
		Target last = target(ROWS);
		Script script = (target, n) -> (target.equals(last) && n == 1) ? ChaosFault.S429_WAIT_FOR_EVER
				: ChaosFault.NONE;
		try (FaultyApi api = api(script)) {
			long begun = System.nanoTime();
			Program.Result result = run(api, "--concurrency", "1");
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.out()).contains("stopped. The server asks to wait for ");
			assertThat(report().column("pending.csv", "line")).containsExactly(String.valueOf(ROWS + 1));
			assertThat(run(api, "--concurrency", "1").code()).isZero();
			assertThat(report().counts()).isEqualTo(Map.of("CREATED", (long) ROWS));
			assertThat(report().number("/resumes")).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TRICKLING", "SILENCE", "S429_WAIT_FOR_EVER" })
	void importWhenTheServerNeverHasAnAnswerStopsBeforeThereIsARun(ChaosFault fault) throws IOException {
		writeRows(ROWS);
		try (FaultyApi api = api(new Everywhere(fault, fault, fault))) {
			Program.Result result = run(api, "--outage-timeout", "5s");
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.err()).doesNotContain(Program.KEY, "\tat ");
			assertThat(this.folder.resolve("reports")).doesNotExist();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SILENCE", "CUT_OFF_DONE", "PAGE_403" })
	void importWhenOnlyTheFirstAnswerComesMakesNoRowAFailure(ChaosFault fault) throws IOException {
		writeRows(ROWS);
		try (FaultyApi api = api(new Everywhere(ChaosFault.NONE, fault, fault))) {
			Program.Result result = run(api, "--max-attempts", "2", "--outage-timeout", "15s");
			assertThat(result.code()).isEqualTo(3);
			assertThat(report().counts()).isEqualTo(Map.of("PENDING", (long) ROWS));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 12", "64, 1", "64, 12" })
	void importOfFewRowsThroughFewOrManyConnectionsEnds(int concurrency, int rows) throws IOException {
		writeRows(rows);
		try (FaultyApi api = api((target, n) -> (n == 1) ? ChaosFault.CLOSED_DONE : ChaosFault.EXTRAS)) {
			Program.Result result = run(api, "--concurrency", String.valueOf(concurrency));
			assertThat(result.code()).isZero();
			assertThat(report().counts()).isEqualTo(Map.of("CREATED", (long) rows));
			assertThat(api.account().all()).hasSize(rows);
		}
	}

	private static FaultyApi api(Script script) throws IOException {
		return new FaultyApi(script, PATIENCE, Clock.systemUTC(), new Paging(100, 0));
	}

	private void writeRows(int rows) {
		String[] texts = IntStream.rangeClosed(1, rows)
			.mapToObj((i) -> "Rol1,Usr" + i + ",SPACE,Spa1")
			.toArray(String[]::new);
		CsvRows.write(this.folder.resolve("x.csv"), texts);
	}

	private static Target target(int row) {
		return new Target("Usr" + row, "SPACE", "Spa1");
	}

	private Program.Result run(FaultyApi api, String... options) {
		List<String> command = new ArrayList<>(
				List.of("import", "x.csv", "--base-url", api.baseUrl(), "--timeout", PATIENCE.toSeconds() + "s"));
		command.addAll(List.of(options));
		return this.program.run(command.toArray(String[]::new));
	}

	private ReportFiles report() {
		return ReportFiles.onlyOneIn(this.folder.resolve("reports"));
	}

}

package org.rolebindings.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.testing.TestDatabase;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.ledger.sample.TimeSample;
import org.rolebindings.ledger.sql.RowId;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link OldRuns}, on a database file. */
class OldRunsTests {

	private static final Instant DAY = OpenLedger.STARTED;

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	/** A run of another target each time, so that none takes another's place. */
	private long run(Instant startedAt) {
		RunIdentity identity = new RunIdentity("ab".repeat(32), "https://api.arize.com/" + startedAt, "fail", "skip",
				",");
		return this.ledger.start(identity, startedAt).number();
	}

	private long ended(RunStatus status, Instant endedAt) {
		long run = run(endedAt.minus(Duration.ofHours(1)));
		this.ledger.stage(run, 2, 3);
		this.ledger.runs().end(run, status, endedAt);
		return run;
	}

	private long claimed(String claim) {
		Run run = this.ledger.start(OpenLedger.IDENTITY.claimed(claim), DAY);
		this.ledger.runs().end(run.number(), RunStatus.COMPLETED, DAY);
		return run.number();
	}

	private long rowsOf(long run) {
		return count("import_row WHERE row_id >= " + RowId.before(run) + " AND row_id <= " + RowId.last(run));
	}

	private long count(String from) {
		Long count = this.ledger.jdbc().queryForObject("SELECT COUNT(*) FROM " + from, Long.class);
		return (count != null) ? count : -1;
	}

	private void removeRows() {
		while (this.ledger.oldRuns().removeSomeRows()) {
			// Until none is left
		}
	}

	@Test
	void endedBeforeFindsWhatIsOlderHoweverItEnded() {
		long completed = ended(RunStatus.COMPLETED, DAY);
		long stopped = ended(RunStatus.STOPPED, DAY.plusSeconds(1));
		long failed = ended(RunStatus.FAILED, DAY.plusSeconds(2));
		long broken = run(DAY.plusSeconds(3));
		ended(RunStatus.COMPLETED, DAY.plusSeconds(10));
		ended(RunStatus.COMPLETED, DAY.plusSeconds(11));
		assertThat(endedBefore(DAY.plusSeconds(10))).containsExactly(completed, stopped, failed, broken);
	}

	@Test
	void endedBeforeLeavesTheNewestSoThatNoNumberIsUsedTwice() {
		ended(RunStatus.COMPLETED, DAY);
		long newest = ended(RunStatus.COMPLETED, DAY);
		endedBefore(DAY.plusSeconds(1)).forEach(this.ledger.oldRuns()::remove);
		assertThat(run(DAY)).isEqualTo(newest + 1);
	}

	@Test
	void endedBeforeLeavesWhatWasClaimedUntilTheFileIsFiledAway() {
		long claimed = claimed("a");
		ended(RunStatus.COMPLETED, DAY);
		assertThat(this.ledger.oldRuns().endedBefore(DAY.plusSeconds(1), null)).isEmpty();
		this.ledger.runs().filed("another");
		assertThat(this.ledger.oldRuns().endedBefore(DAY.plusSeconds(1), null)).isEmpty();
		this.ledger.runs().filed("a");
		assertThat(endedBefore(DAY.plusSeconds(1))).containsExactly(claimed);
	}

	@Test
	void removeTakesAllThatIsAboutTheRunAndNothingElse() {
		long old = ended(RunStatus.STOPPED, DAY);
		long other = ended(RunStatus.STOPPED, DAY);
		for (long run : new long[] { old, other }) {
			this.ledger.mark(run, 3, OpenLedger.MARKED);
			this.ledger.update(
					"INSERT INTO doubt (run, start_number, row_id, binding_hash, since) VALUES (?, 0, 2, 1, CURRENT_TIMESTAMP)",
					run);
			this.ledger.inFlight().signOfLife(OpenLedger.firstStart(run), OpenLedger.MARKED);
			new SampleLedger(this.ledger.jdbc(), this.ledger.transaction()).save(run, 0,
					new TimeSample(0, 0, 1, 1, 0, 0, 0, ""));
		}
		this.ledger.oldRuns().remove(old);
		removeRows();
		for (String table : new String[] { "import_run", "in_flight_mark", "doubt", "sign_of_life", "time_sample" }) {
			assertThat(count(table)).as(table).isOne();
			assertThat(count(table + " WHERE run = " + other)).as(table).isOne();
		}
		assertThat(rowsOf(old)).isZero();
		assertThat(rowsOf(other)).isEqualTo(2);
	}

	@Test
	void removeSomeRowsWhenACrashCameBetweenFindsTheRowsOfRunsThatAreGone() {
		long old = ended(RunStatus.COMPLETED, DAY);
		ended(RunStatus.COMPLETED, DAY);
		this.ledger.oldRuns().remove(old);
		close();
		open();
		assertThat(rowsOf(old)).isEqualTo(2);
		assertThat(this.ledger.oldRuns().removeSomeRows()).isTrue();
		assertThat(rowsOf(old)).isZero();
		assertThat(this.ledger.oldRuns().removeSomeRows()).isFalse();
	}

	@Test
	void removeSomeRowsWhenThereAreMoreTakesNoMoreThanThat() {
		long old = ended(RunStatus.COMPLETED, DAY);
		this.ledger.stage(old, LongStream.rangeClosed(4, OldRuns.ROWS_AT_ONCE + 4).toArray());
		ended(RunStatus.COMPLETED, DAY);
		this.ledger.oldRuns().remove(old);
		assertThat(this.ledger.oldRuns().removeSomeRows()).isTrue();
		assertThat(rowsOf(old)).isEqualTo(3);
	}

	@Test
	void removeSomeRowsAsksForCompactionOnceThatManyAreGone() {
		AtomicInteger compactions = new AtomicInteger();
		OldRuns oldRuns = new OldRuns(this.ledger.jdbc(), this.ledger.transaction(), compactions::incrementAndGet);
		long small = ended(RunStatus.COMPLETED, DAY);
		long large = ended(RunStatus.COMPLETED, DAY);
		this.ledger.stage(large, LongStream.rangeClosed(4, OldRuns.ROWS_AT_ONCE).toArray());
		ended(RunStatus.COMPLETED, DAY);
		oldRuns.remove(small);
		assertThat(oldRuns.removeSomeRows()).isTrue();
		assertThat(oldRuns.removeSomeRows()).isFalse();
		assertThat(compactions).hasValue(0);
		oldRuns.remove(large);
		assertThat(oldRuns.removeSomeRows()).isTrue();
		assertThat(compactions).hasValue(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					claim = 'x' | import_run_claim
					status IN ('RUNNING', 'STOPPED') | import_run_status
					started_at < CURRENT_TIMESTAMP AND run <> (SELECT MAX(run) FROM import_run) ORDER BY started_at | import_run_started
					""")
	void runsAreFoundByAnIndexHoweverManyAreKept(String condition, String index) {
		ended(RunStatus.COMPLETED, DAY);
		String numbers = TestDatabase.isPostgres() ? "generate_series(1, 1000) x" : "SYSTEM_RANGE(1, 1000)";
		this.ledger.update("""
				INSERT INTO import_run (run, status, sha256, target, on_conflict, on_invalid, delimiter,
					file_name, header, report_folder, started_at, ended_at, resumes, totals, claim, filed,
					position, note, command)
				SELECT run + x, status, sha256, target, on_conflict, on_invalid, delimiter,
					file_name, header, report_folder, started_at, ended_at, resumes, totals, claim, filed,
					position, note, command
				FROM import_run, %s
				""".formatted(numbers));
		assertThat(this.ledger.plan("SELECT * FROM import_run WHERE " + condition)).contains(index);
	}

	@Test
	@DisabledIfSystemProperty(named = "test.database", matches = "postgres", disabledReason = "It is about H2's file")
	void closeWhenRunsWereRemovedGivesTheDiskBackAndKeepsTheFilePrivate() throws IOException {
		long old = ended(RunStatus.COMPLETED, DAY);
		this.ledger.stage(old, LongStream.rangeClosed(4, 100_000).toArray());
		ended(RunStatus.COMPLETED, DAY);
		close();
		Path file = this.folder.resolve("state").resolve("ledger.mv.db");
		long before = Files.size(file);
		open();
		this.ledger.oldRuns().remove(old);
		removeRows();
		close();
		assertThat(Files.size(file)).isLessThan(before / 5);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		open();
		assertThat(this.ledger.runs().get(old + 1).status()).isEqualTo(RunStatus.COMPLETED);
	}

	private List<Long> endedBefore(Instant time) {
		return this.ledger.oldRuns().endedBefore(time, null).stream().map(OldRuns.OldRun::number).toList();
	}

}

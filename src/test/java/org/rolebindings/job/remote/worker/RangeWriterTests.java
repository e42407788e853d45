package org.rolebindings.job.remote.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.remote.DistributedRun;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.WorkerProgress;
import org.rolebindings.ledger.remote.WorkersStop;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.infrastructure.item.Chunk;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RangeWriter} with {@link SharedLimits} and {@link WorkerReport}. */
class RangeWriterTests {

	@TempDir
	private static Path folder;

	private static DistributedRun database;

	private final RequestMeter meter = new RequestMeter();

	private final StopSwitch stop = new StopSwitch();

	private long run;

	@BeforeAll
	static void open() {
		database = new DistributedRun(folder);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	private void begin(String... workers) {
		this.run = database.begin(2, 3, 4, 5);
		database.cut(0, 4);
		for (String worker : workers) {
			database.join(this.run, worker, "process of " + worker);
		}
	}

	private SharedLimits limits(@Nullable Integer maxFailures) {
		SharedLimits limits = new SharedLimits(this.run, new SharedLimits.Most(maxFailures, null),
				database.distributions, database.ranges, database.units, this.stop);
		limits.begin(database.ledger.rows(), this.run, 4);
		return limits;
	}

	private RangeWriter writer(String worker, SharedLimits limits) {
		RunStart owner = database.ranges.claim(database.range(0));
		return new RangeWriter(owner, database.ledger.rows(), database.ranges,
				new WorkerReport(this.run, worker, database.workers, this.meter, database.ledger.transaction()),
				limits);
	}

	/** Decides as the senders and the step do. */
	private static void decide(RangeWriter writer, SharedLimits limits, Decision... decisions) {
		List.of(decisions).forEach(limits::count);
		writer.write(Chunk.of(List.of(decisions)));
	}

	private static Decision created(long line) {
		return new Decision(line, Outcome.CREATED, "Bnd" + line, null, null, null, null, null, 1);
	}

	private static Decision failed(long line, int status) {
		return (status == 403) ? refused(line, ErrorCode.FORBIDDEN, 403)
				: new Decision(line, Outcome.FAILED, null, null, ErrorCode.BAD_REQUEST, status, "No.", null, 3);
	}

	/** It is in doubt. */
	private static Decision refused(long line, ErrorCode code, @Nullable Integer status) {
		return new Decision(line, Outcome.FAILED, null, null, code, status, "No.", null, 3, OpenLedger.MARKED,
				List.of());
	}

	private List<WorkerProgress> progress() {
		return database.ledger.transaction().execute((status) -> database.workers.take(this.run));
	}

	@Test
	void writeDecidesRowsAndTellsWhatWasDone() {
		begin("a", "b");
		SharedLimits limits = limits(null);
		RangeWriter writer = writer("a", limits);
		this.meter.answered(201, Duration.ofMillis(5));
		decide(writer, limits, created(2), failed(3, 400));
		assertThat(database.ledger.undecided(this.run)).hasSize(2);
		assertThat(progress()).singleElement().satisfies((progress) -> {
			assertThat(progress.totals().requests()).isOne();
			assertThat(progress.decided()).isEqualTo(2);
			assertThat(progress.failures()).containsExactly(new WorkerProgress.Failure(3, "BAD_REQUEST", "No."));
		});
		assertThat(writer.leftToOthers()).isEmpty();
	}

	/** Many failures of one kind must not hide the message of another kind. */
	@Test
	void writeTellsAllFailuresAndTheFirstMessagesOfEachKind() {
		this.run = database.begin(LongStream.rangeClosed(2, 25).toArray());
		database.cut(0, 100);
		List<Decision> decisions = new ArrayList<>();
		LongStream.rangeClosed(2, 24).forEach((line) -> decisions.add(failed(line, 400)));
		decisions.add(refused(25, ErrorCode.CONFLICT_HIDDEN, 409));
		writer("a", limits(null)).write(Chunk.of(decisions));
		List<WorkerProgress.Failure> failures = progress().get(0).failures();
		assertThat(failures).hasSize(24);
		assertThat(failures).filteredOn((failure) -> failure.message().isEmpty())
			.extracting(WorkerProgress.Failure::line)
			.containsExactly(22L, 23L, 24L);
	}

	@Test
	void writeLeavesRowsThatTheKeyMayNotDoToOtherWorkers() {
		begin("a", "b");
		SharedLimits limits = limits(null);
		RangeWriter writer = writer("a", limits);
		decide(writer, limits, created(2), failed(3, 403));
		assertThat(writer.leftToOthers()).containsExactly(new UnsettledRow(3, 3, OpenLedger.MARKED));
		assertThat(database.ledger.undecided(this.run)).extracting("line").containsExactly(3L, 4L, 5L);
		assertThat(progress()).singleElement().satisfies((progress) -> {
			assertThat(progress.decided()).isOne();
			assertThat(progress.failures()).isEmpty();
		});
	}

	/** Another key may see what this one does not. */
	@Test
	void writeLeavesRowsWhoseBindingTheKeyDoesNotSeeToOtherWorkers() {
		begin("a", "b");
		SharedLimits limits = limits(null);
		RangeWriter writer = writer("a", limits);
		decide(writer, limits, refused(2, ErrorCode.CONFLICT_HIDDEN, 409), refused(3, ErrorCode.NOT_VISIBLE, null));
		assertThat(writer.leftToOthers()).extracting(UnsettledRow::line).containsExactly(2L, 3L);
		assertThat(database.ledger.undecided(this.run)).hasSize(4);
	}

	@Test
	void writeDecidesRowsThatNoOtherWorkerIsThereToDo() {
		begin("a", "b");
		SharedLimits limits = limits(null);
		decide(writer("a", limits), limits, failed(3, 403));
		RangeWriter other = writer("b", limits);
		decide(other, limits, failed(3, 403));
		assertThat(other.leftToOthers()).isEmpty();
		database.leave("b");
		RangeWriter last = writer("a", limits);
		decide(last, limits, failed(4, 403), failed(5, 403));
		assertThat(last.leftToOthers()).isEmpty();
		assertThat(database.ledger.undecided(this.run)).extracting("line").containsExactly(2L);
		assertThat(database.ledger.rows().failedRows(this.run)).isEqualTo(3);
	}

	@Test
	void limitOfFailuresDoesNotCountRowsThatAreLeftToOthers() {
		begin("a", "b");
		SharedLimits limits = limits(2);
		RangeWriter writer = writer("a", limits);
		decide(writer, limits, failed(2, 403), failed(3, 403), failed(4, 403));
		decide(writer, limits, failed(5, 400));
		assertThat(this.stop.isStopRequested()).isFalse();
		database.leave("b");
		decide(writer, limits, failed(2, 403));
		assertStopped();
	}

	@Test
	void limitOfFailuresCountsWhatIsNotWrittenYetAndWhatOthersWrite() {
		begin("a", "b");
		SharedLimits other = limits(3);
		decide(writer("b", other), other, failed(2, 400));
		SharedLimits limits = limits(3);
		limits.count(failed(3, 400));
		limits.count(created(4));
		assertThat(this.stop.isStopRequested()).isFalse();
		limits.count(failed(5, 400));
		assertStopped();
	}

	private void assertStopped() {
		assertThat(this.stop.reason()).map(StopReason::kind).contains(StopReason.Kind.TOO_MANY_FAILURES);
		assertThat(database.distributions.find(this.run)).map(Distribution::stop)
			.map(WorkersStop::kind)
			.contains("TOO_MANY_FAILURES");
	}

	@Test
	void limitOfFailuresThatEarlierStartsReachedStopsAtOnce() {
		this.run = database.begin(2, 3, 4, 5);
		database.ledger.failed(this.run, 2, ErrorCode.BAD_REQUEST, 400, "No.");
		database.cut(0, 4);
		limits(1);
		assertStopped();
	}

}

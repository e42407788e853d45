package org.rolebindings.job.remote.worker;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.ledger.remote.DistributedRun;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.ledger.remote.WorkersStop;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WorkerPulseTests {

	private static final Duration OUTAGE_TIMEOUT = Duration.ofMinutes(2);

	@TempDir
	private static Path folder;

	private static DistributedRun database;

	private final StopSwitch stop = new StopSwitch();

	private final OutageDetector answers = new OutageDetector(TestOutageDetector.gate(this.stop, System::nanoTime),
			new RequestMeter(), this.stop, TestOutageDetector.PROPERTIES, System::nanoTime, Clock.systemUTC());

	private long run;

	private WorkerPulse pulse;

	@BeforeAll
	static void open() {
		database = new DistributedRun(folder);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@BeforeEach
	void join() {
		this.run = database.begin(2);
		database.cut(0, 1);
		this.pulse = new WorkerPulse(database.distribution(0), database.workers, database.distributions, this.answers,
				OUTAGE_TIMEOUT, this.stop);
		this.pulse.join("process 1 on x");
	}

	private WorkerState worker() {
		return database.workers.of(this.run)
			.stream()
			.filter((worker) -> worker.id().equals(this.pulse.worker()))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void workerShowsWhatItDoesUntilItLeaves() {
		assertThat(worker().name()).isEqualTo("process 1 on x");
		assertThat(worker().state()).isEqualTo(WorkerState.State.CONNECTING);
		this.pulse.working(false);
		assertThat(worker().state()).isEqualTo(WorkerState.State.CONNECTING);
		this.pulse.working(true);
		assertThat(worker().state()).isEqualTo(WorkerState.State.WORKING);
		assertThat(worker().answeredAt()).isNull();
		this.answers.answered(0);
		this.pulse.working(false);
		assertThat(worker().state()).isEqualTo(WorkerState.State.WAITING);
		assertThat(worker().answeredAt()).isNotNull();
		this.stop.stop(new StopReason(Kind.SIGNAL, "It was stopped."));
		this.pulse.leave();
		assertThat(worker().state()).isEqualTo(WorkerState.State.LEFT);
		assertThat(worker().message()).isEqualTo("It was stopped.");
		assertThat(asked()).isNull();
	}

	@Test
	void workerShowsThatItIsAliveWithoutDoingAnything() {
		database.silence(this.pulse.worker());
		await().until(() -> worker().state() == WorkerState.State.CONNECTING);
		this.pulse.leave();
	}

	@Test
	void workStopsWhenTheRunHasEnded() {
		database.distributions.end(this.run);
		await().until(this.stop::isStopRequested);
		assertThat(this.stop.reason())
			.contains(new StopReason(Kind.RUN_OVER, "Run " + this.run + " has ended, or was started again."));
		this.pulse.leave();
	}

	@Test
	void workStopsWhenTheRunIsStartedAgain() {
		this.pulse.working(true);
		assertThat(this.stop.isStopRequested()).isFalse();
		database.cut(1, 1);
		this.pulse.working(true);
		assertThat(this.stop.reason()).map(StopReason::kind).contains(Kind.RUN_OVER);
		this.pulse.leave();
		assertThat(asked()).isNull();
	}

	@Test
	void workStopsWhenTheRunStopsAndSaysWhy() {
		database.distributions.stop(this.run, new WorkersStop("TOO_MANY_FAILURES", "Too many."));
		this.pulse.working(true);
		assertThat(this.stop.reason()).contains(new StopReason(Kind.RUN_OVER, "The run stops: Too many."));
		this.pulse.leave();
		assertThat(worker().message()).isEqualTo("The run stops: Too many.");
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "OUTAGE", "LONG_PAUSE" })
	void leaveForAReasonThatConcernsAllStopsTheRun(Kind kind) {
		database.workers.join(this.run, "other", "process 2 on y");
		leave(kind);
		assertThat(asked()).isEqualTo(new WorkersStop(kind.name(), "Why."));
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "DEAD_KEY", "SIGNAL", "FAILURE", "RUN_OVER" })
	void leaveForAReasonOfItsOwnLeavesTheRunToOthers(Kind kind) {
		leave(kind);
		assertThat(asked()).isNull();
		assertThat(worker().isAtWork()).isFalse();
	}

	@Test
	void leaveBecauseOfAnOutageThatAnotherWorkerDoesNotHaveLeavesTheRunToIt() {
		database.join(this.run, "other", "process 2 on y");
		database.workers.seen(this.run, "other", WorkerState.State.WORKING, true, null);
		leave(Kind.OUTAGE);
		assertThat(asked()).isNull();
	}

	@Test
	void leaveBecauseOfAnOutageLeavesTheRunToAWorkerThatHasAskedNothingForLong() {
		database.join(this.run, "idle", "process 2 on y");
		database.ledger.update("UPDATE worker SET answered_at = seen_at - INTERVAL '1 hour' WHERE run = ? AND id = ?",
				this.run, "idle");
		leave(Kind.OUTAGE);
		assertThat(asked()).isNull();
	}

	@Test
	void leaveBecauseOfAnOutageThatOthersHaveAsLongStopsTheRun() {
		database.join(this.run, "other", "process 2 on y");
		database.workers.seen(this.run, "other", WorkerState.State.WORKING, true, null);
		database.ledger.update(
				"UPDATE worker SET answered_at = seen_at - INTERVAL '2 minutes' WHERE run = ? AND id = ?", this.run,
				"other");
		database.join(this.run, "gone", "process 3 on z");
		database.workers.seen(this.run, "gone", WorkerState.State.LEFT, true, null);
		leave(Kind.OUTAGE);
		assertThat(asked()).isNotNull();
	}

	private void leave(Kind kind) {
		this.stop.stop(new StopReason(kind, "Why."));
		this.pulse.leave();
	}

	private @Nullable WorkersStop asked() {
		return database.distributions.find(this.run).map(Distribution::stop).orElse(null);
	}

}

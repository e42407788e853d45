package org.rolebindings.job.remote.pace;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.api.pace.OutageBackOff;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.pace.TestPace;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link WorkerPace} on PostgreSQL, with two workers. */
@Timeout(120)
class WorkerPaceTests {

	private static final Duration PAUSE = Duration.ofMinutes(10);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@TempDir
	private Path folder;

	private TestPace pace;

	private Worker one;

	private Worker another;

	/** A worker without its loop. */
	private final class Worker {

		private final StopSwitch stop = new StopSwitch();

		private final RequestGate gate = new RequestGate(null, 16, new RetryRules(8, () -> 0), this.stop,
				System::nanoTime);

		private final OutageDetector outageDetector = new OutageDetector(this.gate, new RequestMeter(), this.stop,
				new OutageProperties(Duration.ofMinutes(2), Duration.ofMinutes(15)), System::nanoTime,
				Clock.systemUTC());

		private final WorkerPace workerPace = new WorkerPace(WorkerPaceTests.this.pace.database(), TestPace.TARGET,
				this.gate, this.outageDetector);

		private void isAnswered() {
			long departure = this.gate.enter();
			this.outageDetector.requestSent();
			this.outageDetector.answered(departure);
			this.gate.leave(departure);
		}

		private void fails(int status, @Nullable Duration retryAfter) {
			long departure = this.gate.enterAsProbe();
			this.outageDetector.requestSent();
			this.outageDetector.failed(departure, new ApiException(status, "", retryAfter, null, null));
			this.gate.leave(departure);
		}

		private void failsOften() {
			for (int i = 0; i < OutageBackOff.FAILURES_IN_A_ROW; i++) {
				fails(500, null);
			}
		}

	}

	@BeforeEach
	void open() {
		this.pace = new TestPace(this.folder.resolve("state"));
		this.one = new Worker();
		this.another = new Worker();
	}

	@AfterEach
	void close() {
		this.one.workerPace.close();
		this.another.workerPace.close();
	}

	@Test
	void startWhenTheServerAsksOneToWaitLetsAllWait() {
		this.one.workerPace.start();
		this.another.workerPace.start();
		this.one.fails(429, PAUSE);
		while (this.another.gate.closedFor().isZero()) {
			Thread.onSpinWait();
		}
		assertThat(this.another.gate.closedFor()).isBetween(PAUSE.minus(MINUTE), PAUSE);
	}

	@Test
	void startWhenOneHasAnOutageLetsAllSendOneAtATime() {
		this.another.isAnswered();
		this.one.workerPace.start();
		this.another.workerPace.start();
		this.one.failsOften();
		while (!this.another.gate.outage().isOutage()) {
			Thread.onSpinWait();
		}
		this.another.isAnswered();
		assertThat(this.another.gate.outage().isOutage()).isFalse();
	}

	@Test
	void exchangeWhenUnavailableWithATimeLetsAllWait() {
		this.one.workerPace.listen();
		this.one.fails(503, PAUSE);
		this.one.workerPace.exchange();
		this.another.workerPace.exchange();
		assertThat(this.another.gate.closedFor()).isPositive();
	}

	@Test
	void exchangeWhenThePauseIsOverLeavesTheGateOpen() {
		this.one.workerPace.listen();
		this.one.fails(429, PAUSE);
		this.one.workerPace.exchange();
		// Its thread might tell the pause once more
		this.one.workerPace.close();
		this.pace.jdbc().update("UPDATE shared_pause SET paused_until = clock_timestamp()");
		this.another.workerPace.exchange();
		assertThat(this.another.gate.closedFor()).isZero();
	}

	@Test
	void exchangeOfAWorkerThatStartsLaterHeedsThePause() {
		this.one.workerPace.listen();
		this.one.fails(429, PAUSE);
		this.one.workerPace.exchange();
		Worker later = new Worker();
		later.workerPace.exchange();
		assertThat(later.gate.closedFor()).isPositive();
		later.workerPace.close();
	}

	/** One tells of an outage, which does not end soon even if this machine is slow. */
	private void tellOutage() {
		this.one.failsOften();
		this.one.workerPace.exchange();
		// Its thread might tell the pause once more
		this.one.workerPace.close();
		this.pace.jdbc().update("UPDATE shared_pause SET outage_until = outage_until + INTERVAL '1 hour'");
	}

	@Test
	void exchangeWhenThereWasAProperAnswerSinceIgnoresTheOutage() {
		tellOutage();
		this.another.isAnswered();
		this.another.workerPace.exchange();
		assertThat(this.another.gate.outage().isOutage()).isFalse();
		this.one.fails(500, null);
		this.one.workerPace.exchange();
		this.another.workerPace.exchange();
		assertThat(this.another.gate.outage().isOutage()).as("it is still the same outage").isFalse();
	}

	@Test
	void exchangeDoesNotTellOfAnOutageThatIsOnlyAnotherWorkers() {
		tellOutage();
		this.another.workerPace.exchange();
		assertThat(this.another.gate.outage().isOutage()).isTrue();
		this.pace.jdbc().update("UPDATE shared_pause SET outage_until = clock_timestamp()");
		this.another.workerPace.exchange();
		assertThat(outages()).isZero();
		this.another.fails(500, null);
		this.another.workerPace.exchange();
		assertThat(outages()).as("it has failed itself").isOne();
	}

	private int outages() {
		Integer count = this.pace.jdbc()
			.queryForObject("SELECT count(*) FROM shared_pause WHERE outage_until > clock_timestamp()", Integer.class);
		return (count != null) ? count : -1;
	}

	@Test
	void exchangeWhenTheDatabaseIsAwayChangesNothingAndTellsLater() {
		this.one.workerPace.listen();
		this.pace.jdbc().execute("ALTER TABLE shared_pause RENAME TO away");
		this.one.fails(429, PAUSE);
		this.one.workerPace.exchange();
		this.another.workerPace.exchange();
		assertThat(this.another.gate.closedFor()).isZero();
		this.pace.jdbc().execute("ALTER TABLE away RENAME TO shared_pause");
		this.one.workerPace.exchange();
		this.another.workerPace.exchange();
		assertThat(this.another.gate.closedFor()).isPositive();
	}

	@Test
	void closeWhileTheServerAsksToWaitDisturbsNobody() {
		this.one.workerPace.start();
		this.one.workerPace.close();
		this.one.fails(429, PAUSE);
		assertThat(this.one.gate.closedFor()).isPositive();
	}

}

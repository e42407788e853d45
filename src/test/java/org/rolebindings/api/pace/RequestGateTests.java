package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RetryRulesTests;
import org.rolebindings.api.SideThread;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link RequestGate}. */
@Timeout(60)
class RequestGateTests {

	private static final StopReason REASON = new StopReason(Kind.SIGNAL, "Stopped by SIGINT.");

	private final StopSwitch stop = new StopSwitch();

	/** Close to where a nanosecond clock turns negative, as it may. */
	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(15).toNanos());

	private final RequestGate gate = TestOutageDetector.gate(this.stop, this.nanos::get);

	@Test
	void enterWhenOpenReturns() {
		this.gate.enter();
		assertThat(this.gate.closedFor()).isZero();
		assertThat(this.gate.closedNanos()).isZero();
	}

	@Test
	void enterWhenClosedHoldsBackAllUntilItOpens() throws InterruptedException {
		RequestGate real = TestOutageDetector.gate(this.stop, System::nanoTime);
		Duration pause = Duration.ofMillis(100);
		long begun = System.nanoTime();
		real.close(pause);
		List<SideThread<Long>> entering = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			entering.add(SideThread.start(() -> {
				real.enter();
				return System.nanoTime() - begun;
			}));
		}
		for (SideThread<Long> thread : entering) {
			assertThat(thread.get()).isGreaterThanOrEqualTo(pause.toNanos());
		}
	}

	@Test
	void enterWhenStoppedWhileClosedEnds() {
		this.gate.close(Duration.ofHours(1));
		SideThread<Void> entering = SideThread.run(this.gate::enter).awaitWaiting();
		this.stop.stop(REASON);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(entering::get);
	}

	@Test
	void enterWhenStoppedAndOpenIsRefused() {
		this.stop.stop(REASON);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(this.gate::enter);
		assertThat(this.gate.inFlight()).isZero();
	}

	@Test
	void enterWhenInterruptedWhileClosedEndsAndStaysInterrupted() throws InterruptedException {
		this.gate.close(Duration.ofHours(1));
		SideThread<Boolean> entering = SideThread.start(() -> {
			assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(this.gate::enter);
			return Thread.currentThread().isInterrupted();
		}).awaitWaiting();
		entering.interrupt();
		assertThat(entering.get()).isTrue();
	}

	@Test
	void closedForCountsDownToZero() {
		this.gate.close(Duration.ofSeconds(20));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(20));
		pass(Duration.ofSeconds(19));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(1));
		pass(Duration.ofSeconds(1));
		assertThat(this.gate.closedFor()).isZero();
		pass(Duration.ofSeconds(1));
		assertThat(this.gate.closedFor()).isZero();
	}

	@Test
	void closeWhenClosedForLongerKeepsTheLongerPause() {
		this.gate.close(Duration.ofSeconds(20));
		this.gate.close(Duration.ofSeconds(5));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(20));
		pass(Duration.ofSeconds(10));
		this.gate.close(Duration.ofSeconds(15));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(15));
	}

	@Test
	void closeWhenForTenYearsStaysClosed() {
		this.gate.close(Duration.ofDays(3650));
		pass(Duration.ofDays(3649));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofDays(1));
	}

	@Test
	void closeWhenForNoTimeLeavesItOpen() {
		this.gate.close(Duration.ZERO);
		assertThat(this.gate.closedFor()).isZero();
		this.gate.enter();
	}

	@Test
	void closedNanosAddsUpAllPausesAndNoTimeBetweenThem() {
		this.gate.close(Duration.ofSeconds(20));
		pass(Duration.ofSeconds(5));
		assertThat(this.gate.closedNanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
		this.gate.close(Duration.ofSeconds(20));
		pass(Duration.ofSeconds(60));
		assertThat(this.gate.closedNanos()).isEqualTo(Duration.ofSeconds(25).toNanos());
		pass(Duration.ofSeconds(60));
		this.gate.close(Duration.ofSeconds(10));
		pass(Duration.ofSeconds(3));
		assertThat(this.gate.closedNanos()).isEqualTo(Duration.ofSeconds(28).toNanos());
	}

	@Test
	void closeWhenThePauseBeforeIsOverCountsBoth() {
		this.gate.close(Duration.ofSeconds(20));
		pass(Duration.ofSeconds(30));
		this.gate.close(Duration.ofSeconds(10));
		pass(Duration.ofSeconds(10));
		assertThat(this.gate.closedNanos()).isEqualTo(Duration.ofSeconds(30).toNanos());
	}

	@Test
	void createSucceededWhenListingsAreFasterThanCreatesDoesNotMakeAQueueOfThat() {
		RequestGate wide = new RequestGate(null, 64, new RetryRules(8, RetryRulesTests.MOST), this.stop,
				this.nanos::get);
		for (int answer = 0; answer < 15_000; answer++) {
			pass(Duration.ofNanos(800_000));
			long now = this.nanos.get();
			wide.accepted(now - Duration.ofMillis(2).toNanos());
			wide.createSucceeded(now - Duration.ofMillis(50).toNanos());
		}
		for (int sender = 0; sender < 64; sender++) {
			wide.enter();
		}
		assertThat(wide.inFlight()).isEqualTo(64);
	}

	@Test
	void refusedWithoutATimeClosesForTheBackOffWhichGrows() {
		RequestGate backing = new RequestGate(null, 16, new RetryRules(8, RetryRulesTests.MOST), this.stop,
				this.nanos::get);
		for (int millis : new int[] { 500, 1_000, 2_000 }) {
			backing.refused(backing.enter(), null);
			assertThat(backing.closedFor()).isEqualTo(Duration.ofMillis(millis));
			pass(Duration.ofMillis(millis));
		}
		backing.accepted(backing.enter());
		pass(Duration.ofSeconds(10));
		backing.refused(backing.enter(), null);
		assertThat(backing.closedFor()).isEqualTo(Duration.ofMillis(500));
	}

	@Test
	void refusedWhenTheRequestLeftBeforeTheGateClosedHeedsOnlyTheServersTime() {
		RequestGate backing = new RequestGate(null, 16, new RetryRules(8, RetryRulesTests.MOST), this.stop,
				this.nanos::get);
		long before = backing.enter();
		backing.refused(before, Duration.ofSeconds(3));
		backing.refused(before, null);
		assertThat(backing.closedFor()).isEqualTo(Duration.ofSeconds(3));
		pass(Duration.ofSeconds(1));
		backing.refused(before, Duration.ofSeconds(5));
		assertThat(backing.closedFor()).isEqualTo(Duration.ofSeconds(5));
		pass(Duration.ofSeconds(6));
		backing.refused(before, null);
		assertThat(backing.closedFor()).isZero();
	}

	@Test
	void enterWhenStoppedWhileThePaceHoldsItBackEnds() {
		RequestGate slow = new RequestGate(1, 16, new RetryRules(8, () -> 0), this.stop, this.nanos::get);
		slow.enter();
		SideThread<Void> entering = SideThread.run(slow::enter).awaitWaiting();
		SideThread<Void> behind = SideThread.run(slow::enter).awaitWaiting();
		this.stop.stop(REASON);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(entering::get);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(behind::get);
	}

	/** A rate whose tokens the test gives. */
	private static final class TestRate implements SharedRate {

		private final BlockingQueue<Boolean> tokens = new LinkedBlockingQueue<>();

		private final AtomicInteger waits = new AtomicInteger();

		@Override
		public void await() {
			this.waits.incrementAndGet();
			try {
				this.tokens.take();
			}
			catch (InterruptedException ex) {
				throw new SendingStoppedException();
			}
		}

		private void give() {
			this.tokens.add(true);
		}

	}

	private RequestGate gate(SharedRate rate) {
		return new RequestGate(1, rate, 16, new RetryRules(8, () -> 0), this.stop, this.nanos::get);
	}

	@Test
	void enterWithASharedRateWaitsForItAndNotForTheCeiling() throws InterruptedException {
		TestRate rate = new TestRate();
		RequestGate shared = gate(rate);
		rate.give();
		rate.give();
		assertThat(shared.enter()).isEqualTo(this.nanos.get());
		assertThat(shared.enter()).isEqualTo(this.nanos.get());
		SideThread<Long> third = SideThread.start(shared::enter).awaitWaiting();
		rate.give();
		assertThat(third.get()).isEqualTo(this.nanos.get());
	}

	@Test
	void enterWhenAPauseBeginsWhileItWaitsForTheRateTakesAnotherToken() throws InterruptedException {
		TestRate rate = new TestRate();
		RequestGate shared = gate(rate);
		SideThread<Long> entering = SideThread.start(shared::enter).await(() -> rate.waits.get() == 1);
		shared.close(Duration.ofMillis(100));
		rate.give();
		entering.await(rate.tokens::isEmpty).awaitWaiting();
		assertThat(rate.waits).hasValue(1);
		pass(Duration.ofMillis(100));
		entering.await(() -> rate.waits.get() == 2);
		rate.give();
		assertThat(entering.get()).isEqualTo(this.nanos.get());
	}

	@Test
	void enterWhenAnOutageBeginsWhileTheyWaitForTheRateLetsOneLeave() throws InterruptedException {
		TestRate rate = new TestRate();
		RequestGate shared = gate(rate);
		SideThread<Long> one = SideThread.start(shared::enter).await(() -> rate.waits.get() == 1);
		SideThread<Long> another = SideThread.start(shared::enter).await(() -> rate.waits.get() == 2);
		shared.outage().begin(Duration.ofSeconds(15));
		// Both take one, and both have to take another one before they leave
		for (int i = 0; i < 4; i++) {
			rate.give();
		}
		while (!one.isDone() && !another.isDone()) {
			Thread.onSpinWait();
		}
		SideThread<Long> behind = one.isDone() ? another : one;
		behind.awaitWaiting();
		assertThat(behind.isDone()).isFalse();
		shared.outage().end();
		assertThat(behind.get()).isEqualTo(this.nanos.get());
	}

	@Test
	void closeLikeOthersClosesOnlyForLonger() {
		assertThat(this.gate.closeLikeOthers(Duration.ofSeconds(20))).isTrue();
		assertThat(this.gate.closeLikeOthers(Duration.ofSeconds(5))).isFalse();
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(20));
		assertThat(this.gate.perSecond()).isInfinite();
	}

	@Test
	void closeLikeOthersStartsThePaceAgainBelowItsLimit() {
		for (int i = 0; i < 100; i++) {
			this.gate.accepted(this.gate.enter());
			pass(Duration.ofMillis(10));
		}
		this.gate.refused(this.gate.enter(), Duration.ofSeconds(1));
		pass(Duration.ofSeconds(20));
		double before = this.gate.perSecond();
		this.gate.closeLikeOthers(Duration.ofSeconds(1));
		pass(Duration.ofSeconds(1));
		assertThat(this.gate.perSecond()).isLessThan(before).isBetween(90.0, 100.0);
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}

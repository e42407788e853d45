package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RetryRulesTests;
import org.rolebindings.api.SideThread;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link OutageBackOff}. */
@Timeout(60)
class OutageBackOffTests {

	private static final Duration LONGEST = Duration.ofSeconds(15);

	private final StopSwitch stop = new StopSwitch();

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(10).toNanos());

	private final OutageBackOff backOff = new OutageBackOff(new RetryRules(8, RetryRulesTests.MOST), this.stop,
			this.nanos::get);

	@Test
	void failedWhenFewerInARowThanItTakesDoesNothing() {
		failInARow(OutageBackOff.FAILURES_IN_A_ROW - 1);
		this.backOff.end();
		failInARow(OutageBackOff.FAILURES_IN_A_ROW - 1);
		assertThat(this.backOff.isOutage()).isFalse();
		assertThat(this.backOff.enter(false)).isFalse();
	}

	@Test
	void enterWhenNobodyGetsAProperAnswerLetsAFewDozenRequestsLeaveInTwoMinutes() {
		failInARow(OutageBackOff.FAILURES_IN_A_ROW);
		List<Long> pauses = new ArrayList<>();
		for (Duration passed = Duration.ZERO; passed.toSeconds() < 120;) {
			Duration pause = failProbe();
			pauses.add(pause.toMillis());
			passed = passed.plus(pause);
		}
		assertThat(pauses).startsWith(500L, 1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L).hasSizeLessThan(20);
	}

	@Test
	void beginLetsOneLeaveAtATimeUntilAProperAnswer() {
		this.backOff.begin(LONGEST);
		assertThat(this.backOff.isOutage()).isTrue();
		assertThat(this.backOff.isOwnOutage()).isFalse();
		assertThat(this.backOff.remaining()).isEqualTo(Duration.ofMillis(500).toNanos());
		pass(Duration.ofMillis(500));
		assertThat(this.backOff.enter(false)).isTrue();
		this.backOff.end();
		assertThat(this.backOff.isOutage()).isFalse();
		assertThat(this.backOff.enter(false)).isFalse();
	}

	@Test
	void beginWhenOwnRequestsFailIsAnOwnOutageFromThenOn() {
		this.backOff.begin(LONGEST);
		this.backOff.failed(this.nanos.get(), Duration.ZERO);
		assertThat(this.backOff.isOwnOutage()).isFalse();
		this.backOff.failed(this.nanos.get(), LONGEST);
		assertThat(this.backOff.isOwnOutage()).isTrue();
		this.backOff.begin(LONGEST);
		assertThat(this.backOff.isOwnOutage()).isTrue();
	}

	@Test
	void beginWhenThereIsAnOutageLeavesTheNextProbeWhereItIs() {
		failInARow(OutageBackOff.FAILURES_IN_A_ROW);
		pass(Duration.ofMillis(400));
		this.backOff.begin(LONGEST);
		assertThat(this.backOff.remaining()).isEqualTo(Duration.ofMillis(100).toNanos());
		assertThat(this.backOff.isOwnOutage()).isTrue();
	}

	@Test
	void enterWhileARequestIsOnItsWayWaitsForIt() throws Exception {
		failInARow(OutageBackOff.FAILURES_IN_A_ROW);
		long probe = leave();
		pass(Duration.ofMinutes(1));
		SideThread<Boolean> next = SideThread.start(() -> this.backOff.enter(false)).awaitWaiting();
		// What left before the outage was seen changes nothing
		this.backOff.failed(probe - 1, LONGEST);
		this.backOff.answered(probe - 1);
		assertThat(next.isDone()).isFalse();
		this.backOff.end();
		assertThat(next.get()).isFalse();
	}

	@Test
	void enterWhenItGoesFirstLeavesBeforeThoseThatWaitLonger() throws Exception {
		failInARow(OutageBackOff.FAILURES_IN_A_ROW);
		long probe = leave();
		SideThread<Boolean> row = SideThread.start(() -> this.backOff.enter(false)).awaitWaiting();
		SideThread<Boolean> first = SideThread.start(() -> this.backOff.enter(true)).awaitWaiting();
		this.backOff.answered(probe);
		assertThat(first.get()).isTrue();
		assertThat(row.isDone()).isFalse();
		this.backOff.end();
		assertThat(row.get()).isFalse();
	}

	@Test
	void endWhenSomebodyIsAnsweredLetsAllGoAtOnceAndBeginsWithAShortPauseNextTime() throws Exception {
		failInARow(OutageBackOff.FAILURES_IN_A_ROW);
		for (int i = 0; i < 5; i++) {
			failProbe();
		}
		List<SideThread<Boolean>> waiting = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			waiting.add(SideThread.start(() -> this.backOff.enter(false)).awaitWaiting());
		}
		this.backOff.end();
		for (SideThread<Boolean> thread : waiting) {
			assertThat(thread.get()).isFalse();
		}
		failInARow(OutageBackOff.FAILURES_IN_A_ROW);
		assertThat(failProbe()).isEqualTo(Duration.ofMillis(500));
	}

	@Test
	void enterWhenTheRunStopsEnds() {
		failInARow(OutageBackOff.FAILURES_IN_A_ROW);
		SideThread<Boolean> entering = SideThread.start(() -> this.backOff.enter(false)).awaitWaiting();
		this.stop.stop(new StopReason(Kind.SIGNAL, "Stopped by SIGINT."));
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(entering::get);
	}

	private void failInARow(int times) {
		for (int i = 0; i < times; i++) {
			this.backOff.failed(this.nanos.get(), LONGEST);
		}
	}

	/**
	 * Lets the pause pass and a request fail; returns how long the pause was.
	 */
	private Duration failProbe() {
		Duration pause = Duration.ZERO;
		while (this.backOff.remaining() > 0) {
			Duration step = Duration.ofNanos(this.backOff.remaining());
			pass(step);
			pause = pause.plus(step);
		}
		long departure = leave();
		pass(Duration.ofMillis(1));
		this.backOff.failed(departure, LONGEST);
		this.backOff.answered(departure);
		return pause;
	}

	private long leave() {
		pass(Duration.ofNanos(Math.max(0, this.backOff.remaining())));
		assertThat(this.backOff.enter(false)).isTrue();
		long departure = this.nanos.get();
		this.backOff.probeLeaves(departure);
		return departure;
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}

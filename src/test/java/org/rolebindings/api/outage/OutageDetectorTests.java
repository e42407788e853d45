package org.rolebindings.api.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.ForeignPage;
import org.rolebindings.api.SideThread;
import org.rolebindings.api.pace.OutageBackOff;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link OutageDetector}. */
class OutageDetectorTests {

	private static final Duration OUTAGE_TIMEOUT = Duration.ofMinutes(2);

	private static final Duration MAX_PAUSE = Duration.ofMinutes(15);

	private final StopSwitch stop = new StopSwitch();

	private final AtomicLong nanos = new AtomicLong();

	private final RequestGate gate = TestOutageDetector.gate(this.stop, this.nanos::get);

	private final RequestMeter meter = new RequestMeter();

	private final OutageDetector outageDetector = new OutageDetector(this.gate, this.meter, this.stop,
			TestOutageDetector.PROPERTIES, this.nanos::get,
			Clock.fixed(Instant.parse("2026-03-01T12:00:00.3Z"), ZoneOffset.UTC));

	@Test
	void failedWhenUnauthorizedStopsTheRunAtOnce() {
		exchange(401, null);
		assertThat(this.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.DEAD_KEY);
			assertThat(reason.message()).contains("401").contains("key");
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 408, 425, 429, 500, 501, 502, 503, 504 })
	void failedWhenNoProperAnswerForTheOutageTimeoutStopsTheRun(int status) {
		exchange(status, null);
		pass(OUTAGE_TIMEOUT);
		exchange(status, null);
		assertThat(this.stop.reason()).isEmpty();
		pass(Duration.ofNanos(1));
		exchange(status, null);
		assertThat(this.stop.reason()).map(StopReason::kind).contains(Kind.OUTAGE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 302, 400, 403, 404, 409, 422 })
	void failedWhenAProperAnswerComesBetweenGoesOn(int status) {
		exchange(500, null);
		pass(OUTAGE_TIMEOUT);
		exchange(status, null);
		pass(OUTAGE_TIMEOUT);
		exchange(500, null);
		pass(OUTAGE_TIMEOUT);
		exchange(500, null);
		assertThat(this.stop.reason()).isEmpty();
	}

	@Test
	void failedWhenASuccessComesBetweenGoesOn() {
		exchange(500, null);
		pass(OUTAGE_TIMEOUT);
		this.outageDetector.requestSent();
		this.outageDetector.answered(this.nanos.get());
		pass(OUTAGE_TIMEOUT);
		exchange(500, null);
		assertThat(this.stop.reason()).isEmpty();
	}

	@Test
	void failedWhenOneLateExchangeOutlastsTheOutageTimeoutStopsTheRun() {
		ask();
		pass(OUTAGE_TIMEOUT.plusSeconds(1));
		this.outageDetector.failed(this.nanos.get(), failure(ApiException.NO_ANSWER, null));
		assertThat(this.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.OUTAGE);
			assertThat(reason.message()).contains("does not answer; it was tried for 2m").contains("said so");
		});
	}

	@Test
	void failedWhenNothingWasAskedForLongDoesNotTakeThatForAnOutage() {
		answer(ask());
		pass(Duration.ofHours(1));
		exchange(503, null);
		assertThat(this.stop.reason()).isEmpty();
	}

	@Test
	void failedWhenBegunAnewForgetsTheSilenceBefore() {
		exchange(500, null);
		pass(Duration.ofHours(1));
		this.outageDetector.reset();
		exchange(500, null);
		assertThat(this.stop.reason()).isEmpty();
	}

	@Test
	void failedWhenTheServerAsksToWaitClosesTheGateAndCounts() {
		exchange(429, Duration.ofSeconds(7));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(7));
		assertThat(this.meter.read().throttled()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 500, 503 })
	void failedWhenAnotherAnswerWorthARetryAsksToWaitClosesTheGateToo(int status) {
		exchange(status, Duration.ofSeconds(7));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(7));
		assertThat(this.meter.read().throttled()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 202, 302, 400, 403, 501 })
	void failedWhenAnyOtherAnswerAsksToWaitDoesNotHeedIt(int status) {
		exchange(status, Duration.ofSeconds(7));
		assertThat(this.gate.closedFor()).isZero();
		assertThat(this.meter.read().throttled()).isZero();
	}

	@Test
	void failedWhenTooManyRequestsWithoutATimeLeavesTheTimeToTheGate() {
		exchange(429, null);
		assertThat(this.gate.closedFor()).isZero();
		assertThat(this.meter.read().throttled()).isEqualTo(1);
	}

	@Test
	void failedWhenThePauseIsAsLongAsIsAllowedGoesOn() {
		exchange(429, MAX_PAUSE);
		assertThat(this.stop.reason()).isEmpty();
	}

	@Test
	void failedWhenThePauseIsTooLongStopsTheRunAndSaysHowLong() {
		exchange(429, MAX_PAUSE.plusSeconds(1));
		assertThat(this.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.LONG_PAUSE);
			assertThat(reason.message()).contains("901 s")
				.contains("--max-pause (15m)")
				.endsWith("Come back after 2026-03-01T12:15:02Z.");
		});
	}

	@Test
	void failedWhenThePauseIsTenYearsStopsTheRun() {
		exchange(429, Duration.ofDays(3650));
		assertThat(this.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.LONG_PAUSE);
			assertThat(reason.message()).endsWith("Come back when it takes requests again.");
		});
	}

	@Test
	void failedWhenOnlyAskedToWaitIsNoOutageUntilTheLongestPauseIsOver() {
		Duration pause = Duration.ofMinutes(1);
		for (int minute = 0; minute <= 15; minute++) {
			exchange(429, pause);
			assertThat(this.stop.reason()).isEmpty();
			pass(pause);
		}
		exchange(429, pause);
		assertThat(this.stop.reason()).map(StopReason::kind).contains(Kind.LONG_PAUSE);
	}

	@Test
	void checkWhenNoAnswerComesAtAllStopsTheRun() {
		ask();
		pass(OUTAGE_TIMEOUT);
		this.outageDetector.check();
		assertThat(this.stop.reason()).isEmpty();
		pass(Duration.ofSeconds(1));
		this.outageDetector.check();
		assertThat(this.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.OUTAGE);
			assertThat(reason.message()).contains("nothing at all");
		});
	}

	@Test
	void checkWhenNothingIsAskedGoesOn() {
		answer(ask());
		pass(Duration.ofHours(1));
		this.outageDetector.check();
		assertThat(this.stop.reason()).isEmpty();
	}

	@Test
	void checkWhenARequestHangsBehindTheLastAnswerCountsFromThatAnswer() {
		long last = ask();
		ask();
		pass(Duration.ofMinutes(1));
		answer(last);
		pass(OUTAGE_TIMEOUT);
		this.outageDetector.check();
		assertThat(this.stop.reason()).isEmpty();
		pass(Duration.ofSeconds(1));
		this.outageDetector.check();
		assertThat(this.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.OUTAGE);
			assertThat(reason.message()).contains("121 s");
		});
	}

	@Test
	void checkWhenTwoAreAnsweredAtTheSameTimeAndNothingIsAskedThenGoesOn() {
		long one = ask();
		long other = ask();
		this.outageDetector.answered(one);
		this.outageDetector.answered(other);
		this.gate.leave(one);
		this.gate.leave(other);
		pass(Duration.ofHours(1));
		this.outageDetector.check();
		assertThat(this.stop.reason()).isEmpty();
		ask();
		this.outageDetector.check();
		assertThat(this.stop.reason()).isEmpty();
	}

	@Test
	void checkWhenTwoLeaveAtTheSameTimeAfterALongPauseGoesOn() {
		long one = ask();
		long other = ask();
		this.outageDetector.answered(one);
		this.outageDetector.answered(other);
		this.gate.leave(one);
		this.gate.leave(other);
		pass(Duration.ofHours(1));
		this.gate.enter();
		this.gate.enter();
		this.outageDetector.requestSent();
		this.outageDetector.check();
		assertThat(this.stop.reason()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void failedWhenTheServerOnlyAsksToWaitAgainAndAgainLetsRequestsLeaveOneAtATime(int status) throws Exception {
		for (int i = 0; i < OutageBackOff.FAILURES_IN_A_ROW; i++) {
			long departure = ask();
			this.outageDetector.failed(departure, failure(status, Duration.ofSeconds(1)));
			this.gate.leave(departure);
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.outageDetector.outage()).isNull();
		long alone = ask();
		SideThread<Long> next = SideThread.start(this.gate::enter).awaitWaiting();
		answer(alone);
		assertThat(next.get()).isEqualTo(this.nanos.get());
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void failedWhenManyAreToldToWaitOnceLetsAllLeaveAfterThat(int status) {
		long departure = ask();
		for (int i = 0; i < 2 * OutageBackOff.FAILURES_IN_A_ROW; i++) {
			this.outageDetector.failed(departure, failure(status, Duration.ofSeconds(1)));
		}
		pass(Duration.ofSeconds(1));
		ask();
		ask();
		assertThat(this.gate.inFlight()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void onPauseTellsOfEachTimeThatTheServerAsksFor(int status) {
		List<Duration> told = new ArrayList<>();
		this.outageDetector.onPause(told::add);
		exchange(status, null);
		exchange(500, null);
		exchange(status, Duration.ofSeconds(3));
		exchange(status, Duration.ofSeconds(7));
		assertThat(told).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(7));
	}

	@Test
	void outageElsewhereWhenThereWasNoProperAnswerSinceLetsRequestsLeaveOneAtATime() {
		answer(ask());
		pass(Duration.ofSeconds(5));
		this.outageDetector.outageElsewhere(Duration.ofSeconds(6));
		assertThat(this.gate.outage().isOutage()).isFalse();
		this.outageDetector.outageElsewhere(Duration.ofSeconds(4));
		assertThat(this.gate.outage().isOutage()).isTrue();
		assertThat(this.outageDetector.outage()).as("nothing of this process has failed").isNull();
		answer(ask());
		assertThat(this.gate.outage().isOutage()).isFalse();
		this.outageDetector.outageElsewhere(Duration.ofHours(1));
		assertThat(this.gate.outage().isOutage()).isFalse();
	}

	@Test
	void outageElsewhereWhenThereWasNoAnswerYetLetsRequestsLeaveOneAtATime() {
		this.outageDetector.outageElsewhere(Duration.ofHours(1));
		assertThat(this.gate.outage().isOutage()).isTrue();
	}

	@Test
	void outageWhenSeveralRequestsFailTellsSinceWhenWhyAndUntilWhen() {
		for (int i = 1; i < OutageBackOff.FAILURES_IN_A_ROW; i++) {
			exchange(503, null);
		}
		assertThat(this.outageDetector.outage()).isNull();
		exchange(500, null);
		pass(Duration.ofSeconds(10));
		assertThat(this.outageDetector.outage()).isEqualTo(new Outage(Instant.parse("2026-03-01T11:59:50Z"),
				Duration.ofSeconds(10), "status 500 (said so)", Instant.parse("2026-03-01T12:01:50Z")));
	}

	@Test
	void outageWhenARequestFailsAndNoneIsAnsweredForSecondsIsToldToo() {
		exchange(ApiException.NO_ANSWER, null);
		pass(Duration.ofSeconds(5));
		assertThat(this.outageDetector.outage()).isNull();
		pass(Duration.ofSeconds(1));
		assertThat(this.outageDetector.outage()).isNotNull();
	}

	@Test
	void outageWhenTheServerIsOnlySlowIsNotToldBeforeHalfOfTheTime() {
		ask();
		pass(OUTAGE_TIMEOUT.dividedBy(2));
		assertThat(this.outageDetector.outage()).isNull();
		pass(Duration.ofSeconds(1));
		assertThat(this.outageDetector.outage()).isNotNull();
	}

	@Test
	void outageWhenTheServerAsksToWaitIsNone() {
		for (int i = 0; i < 20; i++) {
			exchange(503, Duration.ofSeconds(30));
			pass(Duration.ofSeconds(30));
		}
		assertThat(this.outageDetector.outage()).isNull();
	}

	@Test
	void checkTellsOnceThatAnOutageBeginsAndOnceThatItIsOver() {
		List<String> told = new ArrayList<>();
		this.outageDetector.onOutage(told::add);
		for (int second = 0; second < 20; second++) {
			exchange(503, null);
			this.outageDetector.check();
			pass(Duration.ofSeconds(1));
		}
		exchange(403, null);
		this.outageDetector.check();
		this.outageDetector.check();
		assertThat(told).containsExactly(
				"No proper answer since 2026-03-01T11:59:54Z: status 503 (said so); trying again until 2026-03-01T12:01:54Z.",
				"The service answers again, after 20 s without a proper answer.");
	}

	@Test
	void failedWhenAPageOfSomebodyElsesSaysThatTheKeyIsDeadGoesOn() {
		this.outageDetector.requestSent();
		this.outageDetector.failed(this.nanos.get(),
				ApiException.foreign(new ForeignPage(401, "the HTML page 'Sign in'"), null, null));
		assertThat(this.stop.reason()).isEmpty();
		pass(OUTAGE_TIMEOUT.plusSeconds(1));
		this.outageDetector.check();
		assertThat(this.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.OUTAGE);
			assertThat(reason.message()).contains("status 401 with the HTML page 'Sign in'");
		});
	}

	@Test
	void failedWhenAPageOfSomebodyElsesAsksToWaitClosesTheGate() {
		this.outageDetector.failed(this.nanos.get(),
				ApiException.foreign(new ForeignPage(403, "an HTML page"), Duration.ofSeconds(7), null));
		assertThat(this.gate.closedFor()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void failedWhenSilentForLongerThanTheLongestPauseButNeverAskedToWaitIsAnOutage() {
		OutageProperties patience = new OutageProperties(Duration.ofHours(1), Duration.ofSeconds(1));
		OutageDetector patient = new OutageDetector(this.gate, this.meter, this.stop, patience, this.nanos::get,
				Clock.systemUTC());
		ask();
		patient.requestSent();
		pass(Duration.ofMinutes(59));
		patient.check();
		assertThat(this.stop.reason()).isEmpty();
		pass(Duration.ofMinutes(2));
		patient.check();
		assertThat(this.stop.reason()).map(StopReason::kind).contains(Kind.OUTAGE);
	}

	@Test
	void failedWhenPausesAndSilenceAlternateCountsOnlyTheSilence() {
		exchange(503, null);
		for (int i = 0; i < 3; i++) {
			exchange(503, Duration.ofMinutes(2));
			pass(Duration.ofMinutes(2).plusSeconds(39));
		}
		exchange(503, null);
		assertThat(this.stop.reason()).isEmpty();
		pass(Duration.ofSeconds(4));
		exchange(503, null);
		assertThat(this.stop.reason()).map(StopReason::kind).contains(Kind.OUTAGE);
	}

	private void exchange(int status, @Nullable Duration retryAfter) {
		this.outageDetector.requestSent();
		this.outageDetector.failed(this.nanos.get(), failure(status, retryAfter));
	}

	/** A request leaves and stays in flight. */
	private long ask() {
		long departure = this.gate.enter();
		this.outageDetector.requestSent();
		return departure;
	}

	private void answer(long departure) {
		this.outageDetector.answered(departure);
		this.gate.leave(departure);
	}

	private static ApiException failure(int status, @Nullable Duration retryAfter) {
		return new ApiException(status, "said so", retryAfter, null, null);
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}

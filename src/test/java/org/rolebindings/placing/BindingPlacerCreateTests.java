package org.rolebindings.placing;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RetryRulesTests;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link BindingPlacer}: rows about which there is no doubt. */
class BindingPlacerCreateTests extends PlacerTest {

	@Test
	void placeWhenCreatedIsCreated() {
		posts(made());
		assertThat(decide())
			.isEqualTo(new Decision(2, Outcome.CREATED, TestBindings.BINDING_ID, null, null, null, null, null, 1));
		verifyRequests(1, 0, 0);
	}

	@Test
	void placeWhenTheAnswerSpellsIdsOtherwiseIsCreated() {
		posts(jsonResponse(TestBindings.json("b1", "Um9sZTo+Pj4/", "VXNlcjox", "U3BhY2U6MQ", TestBindings.LONG_AGO),
				201));
		UndecidedRow row = new UndecidedRow(2, TestBindings.wanted("Um9sZTo-Pj4_", "VXNlcjox", "U3BhY2U6MQ=="), 0,
				List.of());
		assertThat(decide(row).outcome()).isEqualTo(Outcome.CREATED);
	}

	@ParameterizedTest
	@CsvSource({ "400, BAD_REQUEST", "403, FORBIDDEN", "404, NOT_FOUND", "422, UNPROCESSABLE",
			"405, UNEXPECTED_RESPONSE", "418, UNEXPECTED_RESPONSE", "301, UNEXPECTED_RESPONSE",
			"302, UNEXPECTED_RESPONSE", "307, UNEXPECTED_RESPONSE", "308, UNEXPECTED_RESPONSE" })
	void placeWhenRefusedIsFailedAtOnceWithTheReason(int status, ErrorCode code) {
		posts(problem(status, "Because of this."));
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(code);
		assertThat(decision.httpStatus()).isEqualTo(status);
		assertThat(decision.message()).contains(": Because of this").doesNotContain("..").endsWith(".");
		assertThat(decision.requestId()).isEqualTo("req-" + status);
		assertThat(decision.attempts()).isEqualTo(1);
		assertThat(decision.bindingId()).isNull();
		verifyRequests(1, 0, 0);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					400 | The server cannot read the role 'Rol001' for the user 'Usr001' on SPACE 'Spa001'. Check the ids.
					403 | The key may not give roles on SPACE 'Spa001', or it is not in this account. Check resource_id, and whether the key has ROLE_BINDING_CREATE there.
					404 | The user 'Usr001' or the role 'Rol001' is not in this account. Check user_id and role_id.
					422 | The server will not give the role 'Rol001' to the user 'Usr001' on SPACE 'Spa001'. Correct the row.
					""")
	void placeWhenRefusedWithoutAWordNamesTheValues(int status, String message) {
		posts(status(status));
		assertThat(decide().message()).isEqualTo(message);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 500, 502, 503, 504, 599 })
	void placeWhenRetriedAndThenCreatedIsCreatedWithTwoAttempts(int status) {
		posts(status(status), made());
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.attempts()).isEqualTo(2);
		assertThat(this.client.meter.read().retries()).isEqualTo(1);
		verifyRequests(2, 0, 0);
	}

	@Test
	void placeWhenEarlierStartsHadAttemptsCountsThemToo() {
		posts(status(425), made());
		assertThat(decide(new UndecidedRow(2, TestBindings.WANTED, 5, List.of())).attempts()).isEqualTo(7);
	}

	@Test
	void placeWhenThrottledCountsNoAttempt() {
		posts(status(429), status(429), status(429), status(429), status(429), made());
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.attempts()).isEqualTo(1);
		assertThat(this.client.meter.read().throttled()).isEqualTo(5);
		assertThat(this.client.meter.read().retries()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 503 })
	void placeWhenAskedToWaitWaitsAsLongAndCountsNoAttempt(int status) {
		posts(status(status).withHeader("Retry-After", "7"), status(status).withHeader("Retry-After", "11"),
				status(status).withHeader("Retry-After", "1"), status(status).withHeader("Retry-After", "1"), made());
		Placing placing = placing(OnConflict.FAIL);
		Decision decision = placing.decide(TestBindings.row());
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.attempts()).isEqualTo(1);
		assertThat(placing.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(11), Duration.ofSeconds(1),
				Duration.ofSeconds(1));
	}

	@Test
	void placeWhenAServerErrorHasNoReadableTimeBacksOffAlone() {
		posts(status(503).withHeader("Retry-After", "0"));
		Placing placing = new Placing(this.client, OnConflict.FAIL, new RetryRules(3, RetryRulesTests.MOST));
		AttemptResult result = placing.attempt(placing.begin(TestBindings.row()));
		assertThat(result).isEqualTo(new AttemptResult.RetryAfter(Duration.ofMillis(500)));
		assertThat(this.client.gate.closedFor()).isZero();
	}

	@Test
	void placeWhenThePauseIsTooLongStopsTheRun() {
		posts(status(429).withHeader("Retry-After", "1000000000000"));
		Placing placing = placing(OnConflict.FAIL);
		RowInFlight row = placing.begin(TestBindings.row());
		assertThat(placing.attempt(row)).isInstanceOf(AttemptResult.RetryAfter.class);
		assertThat(this.client.stop.reason()).map(StopReason::kind).contains(Kind.LONG_PAUSE);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> placing.attempt(row));
		verifyRequests(1, 0, 0);
	}

	@Test
	void placeWhenTheKeyIsDeadStopsAndDecidesNothing() {
		posts(status(401));
		Placing placing = placing(OnConflict.FAIL);
		RowInFlight row = placing.begin(TestBindings.row());
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> placing.attempt(row));
		assertThat(this.client.stop.reason()).map(StopReason::kind).contains(Kind.DEAD_KEY);
		assertThat(row.hasNews()).isFalse();
		verifyRequests(1, 0, 0);
	}

	@Test
	void placeWhenAttemptsRunOutWithoutDoubtAndItIsNotThereIsFailed() {
		posts(times(MAX_ATTEMPTS, problem(425, "Too early.")));
		lookUps(foundNone());
		Decision decision = decide();
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.httpStatus()).isEqualTo(425);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		assertThat(decision.requestId()).isEqualTo("req-425");
		assertThat(decision.message()).isEqualTo("Each of 3 attempts failed; the last answer: status 425 "
				+ "(Too early.). Afterwards this key sees no binding there. Try the row again later.");
		assertThat(this.client.meter.read().retries()).isEqualTo(MAX_ATTEMPTS - 1);
		verifyRequests(MAX_ATTEMPTS, 1, 0);
	}

}

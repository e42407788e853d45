package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link BindingPlacer}: rows that may be in place, unheard. */
class BindingPlacerDoubtTests extends PlacerTest {

	private static final Instant MARK = TestBindings.MARKED_AT;

	@ParameterizedTest
	@ValueSource(ints = { 408, 500, 502, 503, 504, 599, 200, 202, 204 })
	void placeWhenInDoubtAfterAStatusAndThereSinceTheMarkIsCreated(int status) {
		assertCreatedAfter(status(status));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void placeWhenInDoubtAfterABrokenExchangeAndThereSinceTheMarkIsCreated(Fault fault) {
		assertCreatedAfter(aResponse().withStatus(201).withFault(fault));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"id\":\"b1\"}" })
	void placeWhenInDoubtAfterA201ThatCannotBeReadAndThereSinceTheMarkIsCreated(String body) {
		assertCreatedAfter(jsonResponse(body, 201));
	}

	@ParameterizedTest
	@CsvSource({ "Rol002, Usr001, Spa001", "Rol001, Usr002, Spa001", "Rol001, Usr001, Spa002" })
	void placeWhenInDoubtAfterA201AboutAnotherRowAndThereSinceTheMarkIsCreated(String role, String user, String space) {
		assertCreatedAfter(jsonResponse(TestBindings.json("b9", role, user, space, MARK), 201));
	}

	@Test
	void placeWhenInDoubtAfterALateAnswerAndThereSinceTheMarkIsCreated() {
		posts(made().withFixedDelay(120_000), status(409));
		lookUps(found(TestBindings.ROLE, MARK));
		try (TestApiClient hurried = new TestApiClient(server.baseUrl(), Duration.ofMillis(500))) {
			Placing placing = new Placing(hurried, OnConflict.FAIL, new RetryRules(MAX_ATTEMPTS, () -> 0));
			assertThat(placing.decide(TestBindings.row()).outcome()).isEqualTo(Outcome.CREATED);
		}
	}

	@ParameterizedTest
	@CsvSource({ "200, <html>", "201, null", "201, <html>", "302, <html>", "403, <html>", "404, []", "409, <html>",
			"502, <html>" })
	void placeWhenInDoubtAfterAPageOfSomebodyElsesAndThereSinceTheMarkIsCreated(int status, String page) {
		posts(aResponse().withStatus(status).withBody(page), status(409));
		lookUps(found(TestBindings.ROLE, MARK));
		assertThat(decide().outcome()).isEqualTo(Outcome.CREATED);
		verifyRequests(2, 1, 0);
	}

	private void assertCreatedAfter(ResponseDefinitionBuilder doubtful) {
		posts(doubtful, status(409));
		lookUps(found(TestBindings.ROLE, MARK));
		assertThat(decide())
			.isEqualTo(new Decision(2, Outcome.CREATED, TestBindings.BINDING_ID, null, null, null, null, null, 2));
		verifyRequests(2, 1, 0);
	}

	@ParameterizedTest
	@CsvSource({ "2026-03-01T11:59:58Z, CREATED", "2026-03-01T11:59:57.999999Z, UNCHANGED",
			"2026-03-01T12:00:00Z, CREATED", "2026-03-02T12:00:00Z, CREATED", "2020-01-01T00:00:00Z, UNCHANGED" })
	void placeWhenInDoubtAndThereIsCreatedIfNotBeforeTheMarkWithTwoSecondsOfRoom(Instant createdAt, Outcome outcome) {
		posts(status(500), status(409));
		lookUps(found(TestBindings.ROLE, createdAt));
		assertThat(decide().outcome()).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource({ "2026-02-01T11:59:58Z, CREATED", "2026-02-01T11:59:57Z, UNCHANGED" })
	void placeWhenInDoubtSinceAnEarlierStartCountsFromTheMarkOfThatTime(Instant createdAt, Outcome outcome) {
		posts(status(409));
		lookUps(found(TestBindings.ROLE, createdAt));
		UndecidedRow row = TestBindings.row(Instant.parse("2026-02-01T12:00:00Z"), null);
		assertThat(decide(row).outcome()).isEqualTo(outcome);
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenInDoubtSinceAnEarlierStartAndAgainKeepsTheEarlierMark() {
		Instant earlier = Instant.parse("2026-02-01T12:00:00Z");
		posts(status(500), status(409));
		lookUps(found(TestBindings.ROLE, earlier));
		assertThat(decide(TestBindings.row(earlier, null)).outcome()).isEqualTo(Outcome.CREATED);
	}

	@Test
	void placeWhenInDoubtAndNotThereIsCreatedByThisAttempt() {
		posts(status(500), made());
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.attempts()).isEqualTo(2);
		verifyRequests(2, 0, 0);
	}

	@ParameterizedTest
	@CsvSource({ "400, BAD_REQUEST", "403, FORBIDDEN", "404, NOT_FOUND", "422, UNPROCESSABLE",
			"302, UNEXPECTED_RESPONSE", "501, UNEXPECTED_RESPONSE" })
	void placeWhenRefusedAfterDoubtIsLookedUpBeforeItIsFailed(int status, ErrorCode code) {
		posts(status(500), problem(status, "No."));
		lookUps(foundNone());
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(code);
		assertThat(decision.httpStatus()).isEqualTo(status);
		assertThat(decision.requestId()).isEqualTo("req-" + status);
		assertThat(decision.attempts()).isEqualTo(2);
		verifyRequests(2, 1, 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 404, 422, 501 })
	void placeWhenRefusedAfterDoubtAndInPlaceIsCreated(int status) {
		posts(status(500), status(status));
		lookUps(found(TestBindings.ROLE, MARK));
		assertThat(decide().outcome()).isEqualTo(Outcome.CREATED);
		verifyRequests(2, 1, 0);
	}

	@Test
	void placeWhenRefusedInDoubtSinceAnEarlierStartIsLookedUpBeforeItIsFailed() {
		posts(status(403));
		lookUps(found(TestBindings.ROLE, MARK));
		assertThat(decide(TestBindings.row(MARK, null)).outcome()).isEqualTo(Outcome.CREATED);
	}

	@Test
	void placeWhenNotImplementedIsLookedUpAndNotRetried() {
		posts(problem(501, "No."));
		lookUps(foundNone());
		Decision decision = decide();
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.UNEXPECTED_RESPONSE);
		assertThat(decision.attempts()).isEqualTo(1);
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenRefusedAfterDoubtAndTheLookUpIsAnsweredLaterIsDecidedThen() {
		posts(status(500), problem(403, "No."));
		lookUps(status(503), foundNone());
		Decision decision = decide();
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
		verifyRequests(2, 2, 0);
	}

	@Test
	void placeWhenRefusedAfterDoubtAndTheLookUpIsNeverAnsweredSetsAsideInDoubt() {
		posts(status(500), status(403));
		lookUps(times(10, status(503)));
		assertSetAsideInDoubt();
		verifyRequests(2, 2 + MAX_ATTEMPTS, 0);
	}

	@Test
	void placeWhenTheLookUpIsRefusedAfterDoubtIsFailedAndMayBeInPlace() {
		posts(status(500), status(409));
		lookUps(status(403));
		Decision decision = decide();
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
		assertThat(decision.message()).contains("may be in place");
	}

	@Test
	void placeWhenAttemptsRunOutAndItIsThereIsCreated() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(found(TestBindings.ROLE, MARK));
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		verifyRequests(MAX_ATTEMPTS, 1, 0);
	}

	@Test
	void placeWhenAttemptsRunOutAndItIsThereFromBeforeIsUnchanged() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(found(TestBindings.ROLE, TestBindings.LONG_AGO));
		assertThat(decide().outcome()).isEqualTo(Outcome.UNCHANGED);
	}

	@Test
	void placeWhenAttemptsRunOutAndItIsNotThereIsFailed() {
		posts(times(MAX_ATTEMPTS, problem(503, "Down.")));
		lookUps(foundNone());
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.httpStatus()).isEqualTo(503);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		verifyRequests(MAX_ATTEMPTS, 1, 0);
	}

	@Test
	void placeWhenAttemptsRunOutWithoutAnAnswerHasNoStatus() {
		posts(times(MAX_ATTEMPTS, aResponse().withFault(Fault.EMPTY_RESPONSE)));
		lookUps(foundNone());
		Decision decision = decide();
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.httpStatus()).isNull();
	}

	@Test
	void placeWhenOnlyOneAttemptIsAllowedIsLookedUpAfterIt() {
		posts(status(500));
		lookUps(foundNone());
		Decision decision = new Placing(this.client, OnConflict.FAIL, new RetryRules(1, () -> 0))
			.decide(TestBindings.row());
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.attempts()).isEqualTo(1);
		assertThat(decision.message()).startsWith("The only attempt failed; the last answer: status 500.")
			.contains("this key sees no binding there", "ROLE_BINDING_READ", "may be in place");
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenTheFinalLookUpIsNeverAnsweredSetsAsideInDoubt() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(times(MAX_ATTEMPTS, status(500)));
		assertSetAsideInDoubt();
		verifyRequests(MAX_ATTEMPTS, MAX_ATTEMPTS, 0);
	}

	@Test
	void placeWhenTheFinalLookUpIsAnsweredLaterIsDecidedThen() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(status(500), status(503), found(TestBindings.ROLE, MARK));
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		verifyRequests(MAX_ATTEMPTS, 3, 0);
	}

	@Test
	void placeWhenTheFinalLookUpCanNeverBeReadSetsAsideInDoubt() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(times(MAX_ATTEMPTS, jsonResponse("{}", 200)));
		assertSetAsideInDoubt();
	}

	@Test
	void placeWhenTheFinalLookUpIsThrottledAsksAgain() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(status(429).withHeader("Retry-After", "3"), status(429), foundNone());
		Decision decision = decide();
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		verifyRequests(MAX_ATTEMPTS, 3, 0);
	}

	@Test
	void placeWhenTheFinalLookUpIsRefusedIsFailedAndMayBeInPlace() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(status(403));
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.message()).contains("may be in place");
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
	}

	@ParameterizedTest
	@CsvSource({ "FAIL, FAILED", "KEEP, KEPT", "UPDATE, FAILED" })
	void placeWhenAttemptsRunOutAndAnotherRoleIsThereIsDecidedWithoutAnotherAttempt(OnConflict onConflict,
			Outcome outcome) {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(found(TestBindings.OTHER_ROLE, TestBindings.LONG_AGO));
		Decision decision = placing(onConflict).decide(TestBindings.row());
		assertThat(decision.outcome()).isEqualTo(outcome);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		verifyRequests(MAX_ATTEMPTS, 1, 0);
	}

	@Test
	void placeWhenThrottledAfterDoubtStaysInDoubt() {
		posts(status(500), status(425).withHeader("Retry-After", "1"), status(409));
		lookUps(found(TestBindings.ROLE, MARK));
		assertThat(decide().outcome()).isEqualTo(Outcome.CREATED);
	}

	private void assertSetAsideInDoubt() {
		Placing placing = placing(OnConflict.FAIL);
		RowInFlight row = placing.begin(TestBindings.row());
		assertThat(placing.finish(row)).isEqualTo(new AttemptResult.Unresolved());
		assertThat(row.toUnsettled()).isEqualTo(new UnsettledRow(2, MAX_ATTEMPTS, MARK));
	}

}

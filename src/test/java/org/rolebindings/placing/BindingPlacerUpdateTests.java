package org.rolebindings.placing;

import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.SendingStoppedException;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link BindingPlacer}: {@code --on-conflict update}. */
class BindingPlacerUpdateTests extends PlacerTest {

	private static final String BEFORE = "before 2 " + TestBindings.BINDING_ID + " " + TestBindings.OTHER_ROLE;

	private final Placing placing = placing(OnConflict.UPDATE);

	@Test
	void placeWhenAnotherRoleIsThereIsUpdatedAndTellsTheFormerRole() {
		posts(status(409));
		lookUps(foundOther());
		patches(updated());
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(updatedAfter(1));
		verifyRequests(1, 1, 1);
		server.verify(1, patchRequestedFor(urlEqualTo("/v2/role-bindings/UmJuOjE%3D"))
			.withRequestBody(equalToJson("{\"role_id\":\"Rol001\"}", false, false)));
	}

	@Test
	void placeWhenItUpdatesWritesTheJournalBeforeTheRequestLeaves() {
		posts(status(409));
		lookUps(foundOther());
		patches(updated());
		this.placing.onJournal = () -> verifyRequests(1, 1, 0);
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(this.placing.journal).containsExactly(BEFORE);
		assertThat(decision.outcome()).isEqualTo(Outcome.UPDATED);
		verifyRequests(1, 1, 1);
	}

	@Test
	void placeWhenTheJournalCannotBeWrittenSendsNoUpdate() {
		posts(status(409));
		lookUps(foundOther());
		this.placing.onJournal = () -> {
			throw new IllegalArgumentException("disk full");
		};
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> this.placing.decide(TestBindings.row()))
			.withMessage("disk full");
		verifyRequests(1, 1, 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 500, 503, 201, 202, 204 })
	void placeWhenTheUpdatesAnswerIsNoneAndItHappenedIsUpdated(int status) {
		assertUpdatedAfter(status(status));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void placeWhenTheUpdatesAnswerIsLostAndItHappenedIsUpdated(Fault fault) {
		assertUpdatedAfter(aResponse().withFault(fault));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}" })
	void placeWhenTheUpdatesAnswerCannotBeReadAndItHappenedIsUpdated(String body) {
		assertUpdatedAfter(jsonResponse(body, 200));
	}

	@Test
	void placeWhenTheUpdatesAnswerIsAboutAnotherRoleAndItHappenedIsUpdated() {
		assertUpdatedAfter(jsonResponse(TestBindings.json(TestBindings.OTHER_ROLE, TestBindings.LONG_AGO), 200));
	}

	@ParameterizedTest
	@CsvSource({ "200, <html>", "200, null", "403, <html>", "404, <html>", "409, <html>" })
	void placeWhenSomebodyElseAnswersTheUpdateAndItHappenedIsUpdated(int status, String page) {
		posts(status(409));
		lookUps(foundOther(), foundSame());
		patches(aResponse().withStatus(status).withBody(page));
		assertThat(this.placing.decide(TestBindings.row()).outcome()).isEqualTo(Outcome.UPDATED);
		verifyRequests(1, 2, 1);
	}

	private void assertUpdatedAfter(ResponseDefinitionBuilder lost) {
		posts(status(409));
		lookUps(foundOther(), foundSame());
		patches(lost);
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(updatedAfter(2));
		verifyRequests(1, 2, 1);
	}

	@Test
	void placeWhenTheUpdatesAnswerIsLostAndItDidNotHappenUpdatesAgain() {
		posts(status(409));
		lookUps(foundOther(), foundOther());
		patches(status(500), updated());
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(updatedAfter(2));
		assertThat(this.placing.journal).containsExactly(BEFORE, BEFORE);
		verifyRequests(1, 2, 2);
	}

	@Test
	void placeWhenAFormerRoleIsStoredSinceAnEarlierStartAndItHappenedIsUpdated() {
		posts(status(409));
		lookUps(foundSame());
		UndecidedRow row = TestBindings.row(TestBindings.MARKED_AT, TestBindings.OTHER_ROLE);
		assertThat(placing(OnConflict.FAIL).decide(row)).isEqualTo(new Decision(2, Outcome.UPDATED,
				TestBindings.BINDING_ID, TestBindings.OTHER_ROLE, null, null, null, null, 1, null, List.of(7L)));
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenTheBindingIsGoneForFiveSecondsCreatesAgain() {
		posts(status(409), made());
		lookUps(foundOther(), foundNone(), foundNone(), foundNone(), foundNone());
		patches(status(404));
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(createdAfter(2));
		assertThat(this.placing.journal).containsExactly(BEFORE, "nothing 2");
		verifyRequests(2, 5, 1);
	}

	@Test
	void placeWhenTheUpdateIsRefusedSettlesTheRowAsNotUpdated() {
		posts(status(409));
		lookUps(foundOther());
		patches(problem(403, "No."));
		assertThat(this.placing.decide(TestBindings.row()).outcome()).isEqualTo(Outcome.FAILED);
		assertThat(this.placing.settled).containsExactly("2 false");
	}

	@Test
	void placeWhenTheBindingIsGoneSettlesTheRowAsNotUpdated() {
		posts(status(409), made());
		lookUps(foundOther(), foundNone());
		patches(status(404));
		assertThat(this.placing.decide(TestBindings.row()).outcome()).isEqualTo(Outcome.CREATED);
		assertThat(this.placing.settled).containsExactly("2 false");
	}

	@Test
	void placeWhenAnUpdateIsInDoubtSettlesTheRowAsMaybeUpdated() {
		posts(status(409));
		lookUps(foundOther());
		patches(status(500), problem(403, "No."));
		assertThat(this.placing.decide(TestBindings.row()).outcome()).isEqualTo(Outcome.FAILED);
		assertThat(this.placing.settled).containsExactly("2 true");
	}

	@Test
	void placeWhenAnEarlierStartLeftAnUpdateInDoubtSettlesTheRowAsMaybeUpdated() {
		posts(status(409));
		lookUps(foundOther());
		patches(problem(403, "No."));
		UndecidedRow row = TestBindings.row(TestBindings.MARKED_AT, TestBindings.OTHER_ROLE);
		assertThat(this.placing.decide(row).outcome()).isEqualTo(Outcome.FAILED);
		assertThat(this.placing.settled).containsExactly("2 true");
	}

	@Test
	void placeWhenItUpdatesSettlesTheRowAsUpdated() {
		posts(status(409));
		lookUps(foundOther());
		patches(updated());
		assertThat(this.placing.decide(TestBindings.row()).outcome()).isEqualTo(Outcome.UPDATED);
		assertThat(this.placing.settled).containsExactly("2 true");
	}

	@Test
	void placeWhenOtherRowsHaveToBeSettledFirstWaitsAndLooksUpAgain() {
		posts(status(409));
		lookUps(foundOther(), foundOther());
		patches(updated());
		this.placing.mayUpdate.addFirst(false);
		this.placing.mayUpdate.addFirst(false);
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(updatedAfter(1));
		assertThat(this.placing.settled).containsExactly("2 true");
		verifyRequests(1, 2, 1);
	}

	@Test
	void placeWhenTheBindingChangedMeanwhileLooksUpAgain() {
		posts(status(409));
		lookUps(foundOther(), foundSame());
		patches(status(409));
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(decision.outcome()).isEqualTo(Outcome.UNCHANGED);
		assertThat(decision.attempts()).isEqualTo(2);
		verifyRequests(1, 2, 1);
	}

	@Test
	void placeWhenTheBindingKeepsChangingUntilAttemptsRunOutIsFailed() {
		posts(status(409));
		lookUps(times(MAX_ATTEMPTS + 1, foundOther()));
		patches(times(MAX_ATTEMPTS, status(409)));
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		verifyRequests(1, MAX_ATTEMPTS + 1, MAX_ATTEMPTS);
	}

	@ParameterizedTest
	@CsvSource({ "400, BAD_REQUEST", "403, FORBIDDEN", "422, UNPROCESSABLE", "302, UNEXPECTED_RESPONSE" })
	void placeWhenTheUpdateIsRefusedIsFailed(int status, ErrorCode code) {
		posts(status(409));
		lookUps(foundOther());
		patches(problem(status, "No."));
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(decision.errorCode()).isEqualTo(code);
		assertThat(decision.httpStatus()).isEqualTo(status);
		assertThat(decision.attempts()).isEqualTo(1);
		verifyRequests(1, 1, 1);
	}

	@Test
	void placeWhenTheUpdateIsNotImplementedAndHappenedAllTheSameIsUpdated() {
		posts(status(409));
		lookUps(foundOther(), foundSame());
		patches(status(501));
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(updatedAfter(1));
	}

	@Test
	void placeWhenTheUpdateIsNotImplementedAndDidNotHappenIsFailedAndNotRetried() {
		posts(status(409));
		lookUps(foundOther(), foundOther());
		patches(status(501));
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.UNEXPECTED_RESPONSE);
		assertThat(decision.httpStatus()).isEqualTo(501);
		verifyRequests(1, 2, 1);
	}

	@Test
	void placeWhenTheUpdateIsThrottledCountsNoAttempt() {
		posts(status(409));
		lookUps(times(5, foundOther()));
		patches(asksToWait(), asksToWait(), asksToWait(), asksToWait(), updated());
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(updatedAfter(1));
	}

	/**
	 * Without holding back the look-up that follows in the same result, as a 429 would.
	 */
	private static ResponseDefinitionBuilder asksToWait() {
		return status(503).withHeader("Retry-After", "2");
	}

	@Test
	void placeWhenAttemptsRunOutAndTheUpdateHappenedIsUpdated() {
		posts(status(409));
		lookUps(foundOther(), foundOther(), foundOther(), foundSame());
		patches(times(MAX_ATTEMPTS, status(500)));
		assertThat(this.placing.decide(TestBindings.row())).isEqualTo(updatedAfter(MAX_ATTEMPTS));
		verifyRequests(1, MAX_ATTEMPTS + 1, MAX_ATTEMPTS);
	}

	@Test
	void placeWhenAttemptsRunOutAndTheUpdateDidNotHappenIsFailed() {
		posts(status(409));
		lookUps(times(MAX_ATTEMPTS + 1, foundOther()));
		patches(times(MAX_ATTEMPTS, status(500)));
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		verifyRequests(1, MAX_ATTEMPTS + 1, MAX_ATTEMPTS);
	}

	@Test
	void placeWhenRefusedAfterDoubtAndAnotherRoleIsThereIsFailedWithoutAnUpdate() {
		posts(status(500), problem(403, "No."));
		lookUps(foundOther());
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
		verifyRequests(2, 1, 0);
	}

	@Test
	void placeWhenTheBindingThatWasToBeUpdatedIsGoneAndAnotherIsThereIsNotUpdated() {
		posts(status(409));
		lookUps(jsonResponse(TestBindings.page(TestBindings.json("Um9sZUJpbmRpbmc6Mjox", TestBindings.ROLE,
				TestBindings.USER, TestBindings.SPACE, TestBindings.MARKED_AT)), 200));
		Decision decision = this.placing.decide(TestBindings.row(TestBindings.MARKED_AT, TestBindings.OTHER_ROLE));
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.previousRoleId()).isNull();
	}

	@Test
	void placeWhenTheUpdateMeetsADeadKeyKeepsWhatIsKnownOfTheRow() {
		posts(status(500), status(409));
		lookUps(foundOther());
		patches(status(401));
		RowInFlight row = this.placing.begin(TestBindings.row());
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> this.placing.finish(row));
		assertThat(row.toUnsettled()).isEqualTo(new UnsettledRow(2, 1, TestBindings.MARKED_AT));
	}

	@Test
	void placeWhenTheBindingIsGoneAfterALostUpdateForgetsTheFormerRole() {
		posts(status(409), status(500), status(409));
		lookUps(foundOther(), foundNone(), found(TestBindings.ROLE, TestBindings.MARKED_AT));
		patches(status(500));
		assertThat(new Placing(this.client, OnConflict.UPDATE, new RetryRules(8, () -> 0)).decide(TestBindings.row()))
			.isEqualTo(createdAfter(4));
		verifyRequests(3, 3, 1);
	}

	private static Decision updatedAfter(int attempts) {
		return decision(Outcome.UPDATED, TestBindings.OTHER_ROLE, attempts);
	}

	private static Decision createdAfter(int attempts) {
		return decision(Outcome.CREATED, null, attempts);
	}

	private static Decision decision(Outcome outcome, @Nullable String previousRoleId, int attempts) {
		return new Decision(2, outcome, TestBindings.BINDING_ID, previousRoleId, null, null, null, null, attempts);
	}

	private static ResponseDefinitionBuilder foundOther() {
		return found(TestBindings.OTHER_ROLE, TestBindings.LONG_AGO);
	}

	private static ResponseDefinitionBuilder foundSame() {
		return found(TestBindings.ROLE, TestBindings.LONG_AGO);
	}

}

package org.rolebindings.placing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BindingPlacer}: what the key may not see or change, and reading that
 * lags behind writing.
 */
class BindingPlacerHiddenTests extends PlacerTest {

	private static final Duration LAG = Duration.ofSeconds(5);

	private static final String ANOTHER_ID = "Um9sZUJpbmRpbmc6Mjox";

	private final List<Duration> delays = new ArrayList<>();

	private final Placing updating = placing(OnConflict.UPDATE);

	@Test
	void placeWhenTheConflictIsNeverSeenCreatesThreeTimesMoreWithinFiveSecondsWhateverMaxAttemptsIs() {
		posts(times(4, problem(409, "Taken.")));
		lookUps(times(4, foundNone()));
		Decision decision = decide(new Placing(this.client, OnConflict.FAIL, new RetryRules(1, () -> 0)));
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.CONFLICT_HIDDEN);
		assertThat(decision.httpStatus()).isEqualTo(409);
		assertThat(decision.requestId()).isEqualTo("req-409");
		assertThat(decision.attempts()).isEqualTo(4);
		assertThat(decision.message())
			.isEqualTo("The user 'Usr001' already has a role on SPACE 'Spa001': Taken, but this key sees no binding "
					+ "there. Import again with a key that has ROLE_BINDING_READ there.");
		assertThat(this.delays).hasSize(3).doesNotContain(Duration.ZERO);
		assertThat(sum()).isGreaterThanOrEqualTo(LAG);
		assertThat(this.client.meter.read().retries()).isEqualTo(3);
		verifyRequests(4, 4, 0);
	}

	@Test
	void placeWhenTheUserIsNotKnownToTheLookUpSeesNoneEither() {
		posts(times(4, status(409)));
		lookUps(times(4, problem(404, "No such user.")));
		assertThat(decide(placing(OnConflict.FAIL)).errorCode()).isEqualTo(ErrorCode.CONFLICT_HIDDEN);
	}

	@Test
	void placeWhenReadingLagsBehindDecidesByWhatIsSeenAtLast() {
		posts(times(3, status(409)));
		lookUps(foundNone(), foundNone(), found(TestBindings.ROLE, TestBindings.LONG_AGO));
		Decision decision = decide(placing(OnConflict.FAIL));
		assertThat(decision.outcome()).isEqualTo(Outcome.UNCHANGED);
		assertThat(decision.attempts()).isEqualTo(3);
	}

	@Test
	void placeAfterThreeSuchRowsOnAResourceCreatesOnlyOnceMoreAndStillWaits() {
		posts(times(14, status(409)));
		lookUps(times(14, foundNone()));
		Placing placing = placing(OnConflict.FAIL);
		for (int row = 0; row < 3; row++) {
			assertThat(decide(placing).attempts()).isEqualTo(4);
		}
		this.delays.clear();
		Decision decision = decide(placing);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.CONFLICT_HIDDEN);
		assertThat(decision.attempts()).isEqualTo(2);
		assertThat(sum()).isGreaterThanOrEqualTo(LAG);
		verifyRequests(14, 14, 0);
	}

	@Test
	void placeWhenACreateInBetweenIsLostIsInDoubtAndGoesOn() {
		posts(status(409), status(500), status(409), status(409), status(409));
		lookUps(times(4, foundNone()));
		Decision decision = decide(placing(OnConflict.FAIL));
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.CONFLICT_HIDDEN);
		assertThat(decision.message()).contains("It may be the role asked for");
		assertThat(decision.doubtSince()).isEqualTo(TestBindings.MARKED_AT);
		assertThat(decision.attempts()).isEqualTo(5);
	}

	@Test
	void placeWhenTheLookUpIsNotAnsweredUntilAttemptsRanOutStillCreatesAgain() {
		posts(status(409), made());
		lookUps(status(500), status(500), status(500), foundNone());
		assertThat(decide(placing(OnConflict.FAIL)).outcome()).isEqualTo(Outcome.CREATED);
		verifyRequests(2, 4, 0);
	}

	@Test
	void placeWhenTheUpdateIsNotFoundAndTheBindingStaysIsForbiddenAfterFiveSeconds() {
		posts(status(409));
		lookUps(times(5, foundOther(TestBindings.BINDING_ID)));
		patches(problem(404, "Not found."));
		Decision decision = decide(this.updating);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
		assertThat(decision.httpStatus()).isEqualTo(404);
		assertThat(decision.attempts()).isEqualTo(1);
		assertThat(decision.bindingId()).isEqualTo(TestBindings.BINDING_ID);
		assertThat(decision.previousRoleId()).isEqualTo(TestBindings.OTHER_ROLE);
		assertThat(decision.message())
			.isEqualTo("The user has the role 'Rol002' on SPACE 'Spa001', and the key may not change it: Not found. "
					+ "To update it, the key needs ROLE_BINDING_CREATE and ROLE_BINDING_DELETE there.");
		assertThat(sum()).isGreaterThanOrEqualTo(LAG);
		verifyRequests(1, 5, 1);
	}

	@Test
	void placeWhenTheUpdateIsNotFoundAndAnotherBindingIsThereUpdatesThatOne() {
		posts(status(409));
		lookUps(foundOther(TestBindings.BINDING_ID), foundOther(ANOTHER_ID));
		patches(status(404), updated());
		Decision decision = decide(this.updating);
		assertThat(decision.outcome()).isEqualTo(Outcome.UPDATED);
		assertThat(decision.bindingId()).isEqualTo(ANOTHER_ID);
		assertThat(this.updating.journal).containsExactly(before(TestBindings.BINDING_ID), before(ANOTHER_ID));
	}

	@Test
	void placeWhenTheUpdateIsNotFoundAndTheWantedRoleIsThereIsUnchanged() {
		posts(status(409));
		lookUps(foundOther(TestBindings.BINDING_ID), foundOther(TestBindings.BINDING_ID),
				found(TestBindings.ROLE, TestBindings.MARKED_AT));
		patches(status(404));
		assertThat(decide(this.updating).outcome()).isEqualTo(Outcome.UNCHANGED);
	}

	@Test
	void placeWhenTheUpdateWasLostAndThenNotFoundAndTheWantedRoleIsThereIsUpdated() {
		posts(status(409));
		lookUps(foundOther(TestBindings.BINDING_ID), foundOther(TestBindings.BINDING_ID),
				found(TestBindings.ROLE, TestBindings.LONG_AGO));
		patches(status(500), status(404));
		assertThat(decide(this.updating)).returns(Outcome.UPDATED, Decision::outcome)
			.returns(TestBindings.OTHER_ROLE, Decision::previousRoleId);
	}

	/** Reading may lag behind writing, so a single empty look-up says nothing. */
	@Test
	void placeWhenTheUpdateWasLostAndThenNotFoundAndTheWantedRoleIsSeenLateIsUpdated() {
		posts(status(409));
		lookUps(foundOther(TestBindings.BINDING_ID), foundOther(TestBindings.BINDING_ID), foundNone(), foundNone(),
				found(TestBindings.ROLE, TestBindings.LONG_AGO));
		patches(status(500), status(404));
		assertThat(decide(this.updating)).returns(Outcome.UPDATED, Decision::outcome)
			.returns(TestBindings.OTHER_ROLE, Decision::previousRoleId);
		verifyRequests(1, 5, 2);
	}

	@Test
	void placeWhenTheUpdateIsNotFoundAndNothingIsSeenCreatesAfterFiveSecondsWhateverMaxAttemptsIs() {
		posts(status(409), made());
		lookUps(foundOther(TestBindings.BINDING_ID), foundNone(), foundNone(), foundNone(), foundNone());
		patches(status(404));
		assertThat(decide(new Placing(this.client, OnConflict.UPDATE, new RetryRules(1, () -> 0))).outcome())
			.isEqualTo(Outcome.CREATED);
		assertThat(sum()).isGreaterThanOrEqualTo(LAG);
		verifyRequests(2, 5, 1);
	}

	@Test
	void placeWhenThatCreateIsLostAfterAttemptsRanOutIsLookedUpAndNotCreatedAgain() {
		posts(status(409), status(500));
		lookUps(foundOther(TestBindings.BINDING_ID), foundNone(), foundNone(), foundNone(), foundNone(),
				found(TestBindings.ROLE, TestBindings.MARKED_AT));
		patches(status(404));
		assertThat(decide(new Placing(this.client, OnConflict.UPDATE, new RetryRules(1, () -> 0))).outcome())
			.isEqualTo(Outcome.CREATED);
		verifyRequests(2, 6, 1);
	}

	@Test
	void placeWhenTheUpdateIsNotFoundAndNothingIsSeenLaterCreates() {
		posts(status(409), made());
		lookUps(foundOther(TestBindings.BINDING_ID), foundOther(TestBindings.BINDING_ID), foundNone(), foundNone(),
				foundNone());
		patches(status(404));
		Decision decision = decide(this.updating);
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.previousRoleId()).isNull();
		assertThat(this.updating.journal).containsExactly(before(TestBindings.BINDING_ID), "nothing 2");
	}

	@Test
	void placeWhenAnItemOfThePageIsMalformedReadsTheOthers() {
		posts(status(409));
		lookUps(jsonResponse(TestBindings.page("null", "7", "{\"id\":{}}", "[[]]",
				TestBindings.json("b9", TestBindings.ROLE, "Usr9", "Spa9", TestBindings.LONG_AGO)
					.replace("2020-01-01", "yesterday"),
				TestBindings.json(TestBindings.ROLE, TestBindings.LONG_AGO)), 200));
		assertThat(decide(placing(OnConflict.FAIL)).outcome()).isEqualTo(Outcome.UNCHANGED);
	}

	@Test
	void placeWhenTheTimeOfItsOwnBindingCannotBeReadIsNotCreated() {
		posts(status(500), status(409));
		lookUps(jsonResponse(TestBindings.page(TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT)
			.replace("\"created_at\":\"2026", "\"created_at\":\"x")), 200));
		assertThat(decide(placing(OnConflict.FAIL)).outcome()).isEqualTo(Outcome.UNCHANGED);
	}

	@Test
	void placeWhenTheRoleOfItsOwnBindingCannotBeReadIsFailedAndMayBeInPlace() {
		posts(status(500), status(409));
		lookUps(jsonResponse(TestBindings.page(TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT)
			.replace("\"role_id\":\"Rol001\"", "\"role_id\":null")), 200));
		Decision decision = decide(placing(OnConflict.FAIL));
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.UNEXPECTED_RESPONSE);
		assertThat(decision.message()).contains("may be in place");
		assertThat(decision.doubtSince()).isEqualTo(TestBindings.MARKED_AT);
	}

	@Test
	void placeWhenRefusedWithAnErrorCodeShowsItAsText() {
		posts(jsonResponse("""
				{"title":"No","status":403,"error_code":"NO_\\u001b[31mWAY","detail":"Not you."}""", 403));
		assertThat(decide(placing(OnConflict.FAIL)).message()).contains(": Not you. (error_code NO_\\u001B[31mWAY).");
	}

	@Test
	void placeWhenTheErrorCodeIsNoTextShowsTheRest() {
		posts(jsonResponse("{\"detail\":\"Not you\",\"error_code\":{\"a\":[1]}}", 403));
		assertThat(decide(placing(OnConflict.FAIL)).message()).contains(": Not you.").doesNotContain("error_code");
	}

	private Decision decide(Placing placing) {
		RowInFlight row = placing.begin(TestBindings.row());
		AttemptResult result = placing.attempt(row);
		while (result instanceof AttemptResult.RetryAfter again) {
			this.delays.add(again.delay());
			this.client.passGate();
			result = placing.attempt(row);
		}
		assertThat(result).isInstanceOf(AttemptResult.Decided.class);
		return ((AttemptResult.Decided) result).decision();
	}

	private Duration sum() {
		return this.delays.stream().reduce(Duration.ZERO, Duration::plus);
	}

	private static String before(String bindingId) {
		return "before 2 " + bindingId + " " + TestBindings.OTHER_ROLE;
	}

	private static ResponseDefinitionBuilder foundOther(String id) {
		return jsonResponse(TestBindings.page(TestBindings.json(id, TestBindings.OTHER_ROLE, TestBindings.USER,
				TestBindings.SPACE, TestBindings.LONG_AGO)), 200);
	}

}

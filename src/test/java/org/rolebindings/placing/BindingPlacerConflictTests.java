package org.rolebindings.placing;

import java.time.Instant;
import java.util.List;

import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.SendingStoppedException;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link BindingPlacer}: a 409 is never taken at its word. */
class BindingPlacerConflictTests extends PlacerTest {

	@ParameterizedTest
	@ValueSource(strings = { "2020-01-01T00:00:00Z", "2026-03-01T12:00:00Z", "2026-03-01T12:00:09Z",
			"2036-03-01T12:00:00Z" })
	void placeWhenTheSameRoleIsThereAndNeverInDoubtIsUnchangedWheneverItWasCreated(Instant createdAt) {
		posts(status(409));
		lookUps(found(TestBindings.ROLE, createdAt));
		assertThat(decide())
			.isEqualTo(new Decision(2, Outcome.UNCHANGED, TestBindings.BINDING_ID, null, null, null, null, null, 1));
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenAnotherRoleIsThereAndToldToFailIsFailed() {
		posts(status(409));
		lookUps(found(TestBindings.OTHER_ROLE, TestBindings.LONG_AGO));
		Decision decision = placing(OnConflict.FAIL).decide(TestBindings.row());
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.ROLE_CONFLICT);
		assertThat(decision.httpStatus()).isEqualTo(409);
		assertThat(decision.message()).contains("'Rol002'").contains("--on-conflict update");
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenAnotherRoleIsThereAndToldToKeepIsKept() {
		posts(status(409));
		lookUps(found(TestBindings.OTHER_ROLE, TestBindings.LONG_AGO));
		assertThat(placing(OnConflict.KEEP).decide(TestBindings.row())).isEqualTo(new Decision(2, Outcome.KEPT,
				TestBindings.BINDING_ID, TestBindings.OTHER_ROLE, null, null, null, null, 1));
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenNoneIsFoundCreatesAgainAsAnAttempt() {
		posts(status(409), made());
		lookUps(foundNone());
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
		assertThat(decision.attempts()).isEqualTo(2);
		assertThat(this.client.meter.read().retries()).isEqualTo(1);
		verifyRequests(2, 1, 0);
	}

	@Test
	void placeWhenTheLookUpIsNotAnsweredLooksUpAgainAndDoesNotCreateAgain() {
		posts(status(409));
		lookUps(status(500), aResponse().withFault(Fault.EMPTY_RESPONSE),
				found(TestBindings.ROLE, TestBindings.MARKED_AT));
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.UNCHANGED);
		assertThat(decision.attempts()).isEqualTo(3);
		verifyRequests(1, 3, 0);
	}

	@Test
	void placeWhenTheLookUpIsThrottledCountsNoAttempt() {
		posts(status(409));
		lookUps(status(429), status(429), status(429), status(429), found(TestBindings.ROLE, TestBindings.MARKED_AT));
		assertThat(decide().attempts()).isEqualTo(1);
		verifyRequests(1, 5, 0);
	}

	@Test
	void placeWhenTheLookUpDoesNotKnowTheUserIsFailedForWhatTheCreateWasRefused() {
		posts(status(500), problem(404, "No such user."));
		lookUps(problem(404, "No listing."));
		Decision decision = decide();
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.NOT_FOUND);
		assertThat(decision.message()).contains("No such user").doesNotContain("may be in place");
		verifyRequests(2, 1, 0);
	}

	@ParameterizedTest
	@CsvSource({ "403, FORBIDDEN", "400, BAD_REQUEST", "302, UNEXPECTED_RESPONSE" })
	void placeWhenTheLookUpIsRefusedIsFailedAndMayBeInPlace(int status, ErrorCode code) {
		posts(status(409));
		lookUps(problem(status, "No listing."));
		Decision decision = decide();
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(code);
		assertThat(decision.httpStatus()).isEqualTo(status);
		assertThat(decision.requestId()).isEqualTo("req-" + status);
		assertThat(decision.message()).contains("'Usr001'").contains("No listing").contains("may be in place");
		verifyRequests(1, 1, 0);
	}

	@Test
	void placeWhenTheLookUpMeetsADeadKeyStopsAndDecidesNothing() {
		posts(status(409));
		lookUps(status(401));
		Placing placing = placing(OnConflict.FAIL);
		RowInFlight row = placing.begin(TestBindings.row());
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> placing.attempt(row));
	}

	@Test
	void placeWhenTheLookUpsAreNeverAnsweredSetsAsideWithoutDoubt() {
		posts(status(409));
		lookUps(times(2 * MAX_ATTEMPTS, status(500)));
		Placing placing = placing(OnConflict.FAIL);
		RowInFlight row = placing.begin(TestBindings.row());
		assertThat(placing.finish(row)).isEqualTo(new AttemptResult.Unresolved());
		assertThat(row.toUnsettled()).isEqualTo(new UnsettledRow(2, MAX_ATTEMPTS, null));
		verifyRequests(1, 2 * MAX_ATTEMPTS, 0);
	}

	@Test
	void placeLooksThroughAllPagesForTheUserOnTheResourceHoweverTheIdsAreSpelled() {
		UndecidedRow row = new UndecidedRow(2, TestBindings.wanted("Um9sZTox", "VXNlcjo/Pz8+", "U3BhY2U6MQ=="), 0,
				List.of());
		posts(status(409));
		lookUps(page("c 2", TestBindings.json("b1", "Um9sZTox", "VXNlcjo_Pz8-", "U3BhY2U6Mg", TestBindings.LONG_AGO)),
				page("c+3", TestBindings.json("b2", "Um9sZTox", "VXNlcjoy", "U3BhY2U6MQ", TestBindings.LONG_AGO)),
				jsonResponse(TestBindings
					.page(TestBindings.json("b3", "Um9sZTox", "VXNlcjo_Pz8-", "U3BhY2U6MQ", TestBindings.LONG_AGO)),
						200));
		Decision decision = decide(row);
		assertThat(decision.outcome()).isEqualTo(Outcome.UNCHANGED);
		assertThat(decision.bindingId()).isEqualTo("b3");
		verifyRequests(1, 3, 0);
		server.verify(3,
				getRequestedFor(urlPathEqualTo("/v2/role-bindings")).withQueryParam("resource_type", equalTo("SPACE"))
					.withQueryParam("user_id", equalTo("VXNlcjo/Pz8+"))
					.withQueryParam("limit", equalTo("100")));
		server.verify(1, getRequestedFor(urlPathEqualTo("/v2/role-bindings")).withQueryParam("cursor", equalTo("c 2")));
		server.verify(1, getRequestedFor(urlPathEqualTo("/v2/role-bindings")).withQueryParam("cursor", equalTo("c+3")));
	}

	@Test
	void placeWhenABindingOfAnotherTypeHasTheSameIdsPassesItOver() {
		posts(status(409), made());
		lookUps(jsonResponse(TestBindings.page(
				TestBindings.json(TestBindings.ROLE, TestBindings.LONG_AGO).replace("\"SPACE\"", "\"PROJECT\"")), 200));
		assertThat(decide().outcome()).isEqualTo(Outcome.CREATED);
	}

	@Test
	void placeWhenAPageDoesNotSayWhereItGoesOnAsksAgain() {
		posts(status(409));
		lookUps(jsonResponse("{\"role_bindings\":[],\"pagination\":{\"has_more\":true}}", 200),
				found(TestBindings.ROLE, TestBindings.LONG_AGO));
		assertThat(decide().outcome()).isEqualTo(Outcome.UNCHANGED);
	}

}

package org.rolebindings.placing;

import java.time.Duration;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RetryRulesTests;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that {@link BindingPlacer} tells an outage from a row that always fails. */
class BindingPlacerOutageTests extends PlacerTest {

	private final Placing placing = new Placing(this.client, OnConflict.FAIL, new RetryRules(MAX_ATTEMPTS, () -> 0),
			new ServiceProbe(this.client.api, this.client.outageDetector));

	@Test
	void placeWhenNobodyIsAnsweredUsesUpNoAttempts() {
		ResponseDefinitionBuilder[] answers = times(11, status(503));
		answers[10] = made();
		posts(answers);
		lookUps(times(9, status(503)));
		RowInFlight row = this.placing.begin(TestBindings.row());
		for (int result = 0; result < 10; result++) {
			assertThat(this.placing.attempt(row)).isInstanceOf(AttemptResult.RetryAfter.class);
			this.client.passGate();
		}
		assertThat(row.attempts().count()).isEqualTo(1);
		assertThat(this.placing.finish(row)).isInstanceOfSatisfying(AttemptResult.Decided.class,
				(result) -> assertThat(result.decision()).returns(Outcome.CREATED, Decision::outcome)
					.returns(2, Decision::attempts));
	}

	@Test
	void placeWhenOnlyTheRowIsNotAnsweredUsesUpItsAttempts() {
		posts(times(MAX_ATTEMPTS, status(500)));
		lookUps(jsonResponse(TestBindings.page(), 200));
		Decision decision = this.placing.decide(TestBindings.row());
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
	}

	@Test
	void placeWhenSomebodyElseAnswersAndNobodyGetsThroughUsesUpNoAttempts() {
		server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(403).withBody("<html>Sign in</html>")));
		RowInFlight row = this.placing.begin(TestBindings.row());
		for (int result = 0; result < 10; result++) {
			assertThat(this.placing.attempt(row)).isInstanceOf(AttemptResult.RetryAfter.class);
			this.client.passGate();
		}
		assertThat(row.attempts().count()).isZero();
		assertThat(row.doubt().exists()).isTrue();
		verifyRequests(10, 0, 0);
	}

	@Test
	void placeWhenSomebodyElseAnswersWhileOthersGetThroughIsFailedAfterALookUp() {
		ResponseDefinitionBuilder page = aResponse().withStatus(403).withBody("<html><title>Blocked</title></html>");
		posts(page, made(), page, page, page);
		lookUps(foundNone());
		RowInFlight row = this.placing.begin(TestBindings.row());
		assertThat(this.placing.attempt(row)).isInstanceOf(AttemptResult.RetryAfter.class);
		this.client.create();
		assertThat(this.placing.finish(row)).isInstanceOfSatisfying(AttemptResult.Decided.class,
				(result) -> assertThat(result.decision()).returns(Outcome.FAILED, Decision::outcome)
					.returns(ErrorCode.UNEXPECTED_RESPONSE, Decision::errorCode)
					.returns(403, Decision::httpStatus)
					.extracting(Decision::message)
					.asString()
					.contains("the HTML page 'Blocked'", "not from the API"));
	}

	@Test
	void throttledDelayWhenOthersAreAnsweredGoesBehindThemForLongerEachTime() {
		RowInFlight row = new RowInFlight(TestBindings.row(), TestBindings.MARKED_AT,
				new RetryRules(3, RetryRulesTests.MOST));
		ApiException answer = new ApiException(429, "", Duration.ofSeconds(7), null, null);
		assertThat(row.attempts().throttledDelay(answer, 0)).isZero();
		assertThat(row.attempts().throttledDelay(answer, 0)).isZero();
		assertThat(row.attempts().throttledDelay(answer, 5)).isEqualTo(Duration.ofMillis(7_500));
		assertThat(row.attempts().throttledDelay(answer, 6)).isEqualTo(Duration.ofSeconds(8));
		assertThat(row.attempts().throttledDelay(answer, 6)).isZero();
		row.attempts().nextDelay();
		assertThat(row.attempts().throttledDelay(answer, 9)).isZero();
	}

}

package org.rolebindings.placing;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.api.http.TestServer;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.UndecidedRow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.http.RequestMethod.fromString;
import static com.github.tomakehurst.wiremock.matching.RequestPatternBuilder.newRequestPattern;

/** What the tests of {@link BindingPlacer} share: a server with a script, and a row. */
@Timeout(60)
abstract class PlacerTest {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	static final int MAX_ATTEMPTS = 3;

	final TestApiClient client = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE);

	@AfterEach
	void close() {
		this.client.close();
	}

	Placing placing(OnConflict onConflict) {
		return new Placing(this.client, onConflict, new RetryRules(MAX_ATTEMPTS, () -> 0));
	}

	/** Decides a row that has never been in flight, with {@code --on-conflict fail}. */
	Decision decide() {
		return decide(TestBindings.row());
	}

	Decision decide(UndecidedRow row) {
		return placing(OnConflict.FAIL).decide(row);
	}

	static void posts(ResponseDefinitionBuilder... answers) {
		TestServer.script(server, "POST", answers);
	}

	static void patches(ResponseDefinitionBuilder... answers) {
		TestServer.script(server, "PATCH", answers);
	}

	static void lookUps(ResponseDefinitionBuilder... answers) {
		TestServer.script(server, "GET", answers);
	}

	static ResponseDefinitionBuilder status(int status) {
		return aResponse().withStatus(status);
	}

	static ResponseDefinitionBuilder problem(int status, String detail) {
		return aResponse().withStatus(status)
			.withBody("{\"title\":\"No\",\"status\":%d,\"detail\":\"%s\",\"request_id\":\"req-%d\"}".formatted(status,
					detail, status));
	}

	static ResponseDefinitionBuilder made() {
		return jsonResponse(TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT), 201);
	}

	static ResponseDefinitionBuilder updated() {
		return jsonResponse(TestBindings.json(TestBindings.ROLE, TestBindings.LONG_AGO), 200);
	}

	/** A look-up that finds the user with a role on the space. */
	static ResponseDefinitionBuilder found(String role, Instant createdAt) {
		return jsonResponse(TestBindings.page(TestBindings.json(role, createdAt)), 200);
	}

	static ResponseDefinitionBuilder foundNone() {
		return jsonResponse(TestBindings.page(), 200);
	}

	/** A page of a look-up that goes on at a cursor. */
	static ResponseDefinitionBuilder page(String nextCursor, String... bindings) {
		return jsonResponse(TestBindings.page(nextCursor, List.of(bindings)), 200);
	}

	static ResponseDefinitionBuilder[] times(int times, ResponseDefinitionBuilder answer) {
		return IntStream.range(0, times).mapToObj((i) -> answer).toArray(ResponseDefinitionBuilder[]::new);
	}

	/** Verifies how many requests there were of each method. */
	static void verifyRequests(int posts, int lookUps, int patches) {
		server.verify(posts, newRequestPattern(fromString("POST"), anyUrl()));
		server.verify(lookUps, newRequestPattern(fromString("GET"), anyUrl()));
		server.verify(patches, newRequestPattern(fromString("PATCH"), anyUrl()));
	}

}

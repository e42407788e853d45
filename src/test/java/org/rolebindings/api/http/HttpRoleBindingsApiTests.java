package org.rolebindings.api.http;

import java.time.Instant;
import java.util.Map;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.CreateRoleBindingRequest;
import org.rolebindings.api.Pagination;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.UpdateRoleBindingRequest;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ResourceType;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link HttpRoleBindingsApi}: what is on the wire. */
@Timeout(60)
class HttpRoleBindingsApiTests {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	private static final Instant CREATED_AT = Instant.parse("2026-03-01T12:00:00.123456Z");

	private final TestApiClient client = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE);

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void createSendsExactlyTheFourFieldsAsTheyAreWritten() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse(TestBindings.json("Rol001", CREATED_AT), 201)));
		Binding binding = new Binding(TestBindings.id("Um9sZTox"), TestBindings.id("VXNlcjox"), ResourceType.PROJECT,
				TestBindings.id("TW9kZWw6MTphL2I_"));
		this.client.api.create(CreateRoleBindingRequest.of(binding));
		server.verify(1, anyRequestedFor(anyUrl()));
		server.verify(1, postRequestedFor(urlEqualTo("/v2/role-bindings")).withRequestBody(equalToJson("""
				{"role_id":"Um9sZTox","user_id":"VXNlcjox","resource_type":"PROJECT","resource_id":"TW9kZWw6MTphL2I_"}
				""", false, false)));
	}

	@Test
	void createSendsTheKeyAndWhoAsks() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse(TestBindings.json("Rol001", CREATED_AT), 201)));
		this.client.create();
		server.verify(1,
				postRequestedFor(urlEqualTo("/v2/role-bindings"))
					.withHeader("Authorization", equalTo("Bearer " + TestApiClient.SECRET))
					.withHeader("Content-Type", containing("application/json"))
					.withHeader("Accept", equalTo("application/json, application/problem+json"))
					.withHeader("User-Agent", equalTo("role-binding-import/9.9"))
					.withHeader("Accept-Encoding", absent())
					.withHeader("Cookie", absent()));
	}

	@Test
	void createWhenCreatedReturnsTheBindingAndIgnoresFieldsThatItDoesNotKnow() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse("""
				{"id":"b1","role_id":"Rol001","user_id":"Usr001","resource_type":"SPACE","resource_id":"Spa001",
				"created_at":"2026-03-01T13:00:00.123456+01:00","updated_at":"2026-03-01T12:00:00Z",
				"created_by":{"id":"Usr009","roles":[1,2,{"x":null}]},"etag":7}""", 201)));
		assertThat(this.client.create()).isEqualTo(new RoleBinding("b1", "Rol001", "Usr001", "SPACE", "Spa001",
				CREATED_AT, Instant.parse("2026-03-01T12:00:00Z")));
	}

	@Test
	void createWhenTheAddressHasAPathKeepsIt() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse(TestBindings.json("Rol001", CREATED_AT), 201)));
		try (TestApiClient behindPath = new TestApiClient(server.baseUrl() + "/arize/", TestApiClient.AMPLE)) {
			behindPath.create();
		}
		server.verify(1, postRequestedFor(urlEqualTo("/arize/v2/role-bindings")));
	}

	@Test
	void updateSendsOnlyTheRoleToTheBindingsOwnAddress() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse(TestBindings.json("Rol001", CREATED_AT), 200)));
		RoleBinding updated = this.client.api.update("Um9+/Q==", new UpdateRoleBindingRequest("Rol001"));
		assertThat(updated.roleId()).isEqualTo("Rol001");
		server.verify(1, anyRequestedFor(anyUrl()));
		server.verify(1,
				patchRequestedFor(urlEqualTo("/v2/role-bindings/Um9%2B%2FQ%3D%3D"))
					.withHeader("Authorization", equalTo("Bearer " + TestApiClient.SECRET))
					.withRequestBody(equalToJson("{\"role_id\":\"Rol001\"}", false, false)));
	}

	@Test
	void deleteSendsNothingButTheBindingsOwnAddress() {
		server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
		this.client.api.delete("Um9+/Q==");
		server.verify(1, anyRequestedFor(anyUrl()));
		server.verify(1,
				deleteRequestedFor(urlEqualTo("/v2/role-bindings/Um9%2B%2FQ%3D%3D"))
					.withHeader("Authorization", equalTo("Bearer " + TestApiClient.SECRET))
					.withHeader("Accept", equalTo("application/json, application/problem+json"))
					.withHeader("User-Agent", equalTo("role-binding-import/9.9"))
					.withHeader("Content-Type", absent())
					.withHeader("Content-Length", absent())
					.withHeader("Transfer-Encoding", absent())
					.withRequestBody(absent()));
		assertThat(this.client.meter.sent()).containsExactly(Map.entry("204", 1L));
	}

	/** A 204 with a body is none of HTTP, so it is not in the list. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { "200 | - | true | true", "200 | {} | true | true",
			"201 | {} | true | true", "202 | - | true | true", "206 | - | true | true", "200 | <html> | true | true",
			"302 | <html> | true | true", "404 | <html> | true | true", "403 | [] | true | true",
			"400 | {} | false | false", "403 | {} | false | false", "404 | {} | false | false",
			"404 | - | false | false", "409 | {} | false | false", "410 | {} | false | false",
			"422 | {} | false | false", "408 | {} | true | true", "425 | {} | false | true", "429 | {} | false | true",
			"500 | {} | true | true", "501 | {} | true | false", "503 | - | true | true" })
	void deleteWhenTheAnswerIsNo204TellsWhetherItMayHaveHappened(int status, @Nullable String body, boolean leavesDoubt,
			boolean isRetryable) {
		server.stubFor(
				any(anyUrl()).willReturn((body != null) ? jsonResponse(body, status) : aResponse().withStatus(status)));
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.client.api.delete("Bnd1"))
			.satisfies((ex) -> {
				assertThat(ex.leavesDoubt()).isEqualTo(leavesDoubt);
				assertThat(ex.isRetryable()).isEqualTo(isRetryable);
				assertThat(ex.isRefusal()).isEqualTo(!isRetryable && status != 409);
				assertThat(ex.httpStatus()).isEqualTo(status);
			});
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void deleteWhenTheExchangeIsBrokenMayHaveHappened(Fault fault) {
		server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204).withFault(fault)));
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.client.api.delete("Bnd1"))
			.satisfies((ex) -> assertThat(ex.leavesDoubt()).isTrue());
	}

	/** A repetition would be answered with 404, as if somebody else had deleted it. */
	@Test
	void deleteWhenTheExchangeIsBrokenIsNotRepeatedByTheClient() {
		server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> this.client.api.delete("Bnd1"));
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@Test
	void listSendsTheUserAndTheCursorAsTheyAre() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse(TestBindings.page(), 200)));
		this.client.api.list(ResourceType.PROJECT, TestBindings.id("VXNlcjox+/=="), 100, "a+b/c=&d e");
		server.verify(1, anyRequestedFor(anyUrl()));
		server.verify(1,
				getRequestedFor(urlPathEqualTo("/v2/role-bindings")).withQueryParam("resource_type", equalTo("PROJECT"))
					.withQueryParam("user_id", equalTo("VXNlcjox+/=="))
					.withQueryParam("limit", equalTo("100"))
					.withQueryParam("cursor", equalTo("a+b/c=&d e"))
					.withHeader("Authorization", equalTo("Bearer " + TestApiClient.SECRET)));
	}

	@Test
	void listWhenNoUserAndNoCursorSendsNeither() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse(TestBindings.page(), 200)));
		this.client.api.list(ResourceType.SPACE, null, 1, null);
		server.verify(1, getRequestedFor(urlEqualTo("/v2/role-bindings?resource_type=SPACE&limit=1")));
	}

	@Test
	void listReturnsThePage() {
		server.stubFor(any(anyUrl()).willReturn(jsonResponse("""
				{"role_bindings":[%s],"pagination":{"has_more":true,"next_cursor":"c2","total":null},"x":1}"""
			.formatted(TestBindings.json("Rol001", CREATED_AT)), 200)));
		RoleBindingPage page = this.client.api.list(ResourceType.SPACE, null, 1, null);
		assertThat(page.roleBindings()).extracting(RoleBinding::roleId).containsExactly("Rol001");
		assertThat(page.pagination()).isEqualTo(new Pagination(true, "c2"));
	}

}

package org.rolebindings.sandbox;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolebindings.sandbox.ProblemAssert.assertThatProblem;
import static org.rolebindings.sandbox.SandboxClient.binding;
import static org.rolebindings.sandbox.SandboxClient.body;
import static org.rolebindings.sandbox.SandboxClient.id;

/** {@code /v2/role-bindings/{binding_id}}. */
class RoleBindingTests {

	private final SandboxServer server = SandboxServer.start(0, SandboxProperties.none());

	private final SandboxClient client = new SandboxClient(this.server);

	private final JsonNode created = body(this.client.create(binding("1:a", "1:b", "Space:1:c")));

	private final String bindingId = this.created.get("id").stringValue();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void getWhenKnownAnswersTheBinding() {
		HttpResponse<String> response = this.client.get("/v2/role-bindings/" + this.bindingId);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(body(response)).isEqualTo(this.created);
	}

	@Test
	void getWhenIdIsSpelledDifferentlyFindsTheBinding() {
		String padded = URLEncoder.encode(this.bindingId + "=".repeat((4 - this.bindingId.length() % 4) % 4),
				StandardCharsets.UTF_8);
		assertThat(body(this.client.get("/v2/role-bindings/" + padded))).isEqualTo(this.created);
	}

	@Test
	void updateWhenRoleIsAnotherChangesItAndNothingElse() {
		String role = id("Role:2:new");
		HttpResponse<String> response = this.client.patch(this.bindingId, "{\"role_id\":\"" + role + "\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode updated = body(response);
		assertThat(updated.get("role_id").stringValue()).isEqualTo(role);
		for (String name : new String[] { "id", "user_id", "resource_type", "resource_id", "created_at" }) {
			assertThat(updated.get(name)).isEqualTo(this.created.get(name));
		}
		assertThat(Instant.parse(updated.get("updated_at").stringValue()))
			.isAfterOrEqualTo(Instant.parse(this.created.get("created_at").stringValue()));
		assertThat(body(this.client.get("/v2/role-bindings/" + this.bindingId))).isEqualTo(updated);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{}", "{\"role_id\":\"\"}", "{\"role_id\":null}", "{\"role_id\":\"nonsense\"}",
			"{\"role_id\":\"Usr001\"}", "{\"role_id\":\"Rol001\",\"user_id\":\"Usr001\"}" })
	void updateWhenBodyIsWrongAnswersInvalid(String content) {
		assertThatProblem(this.client.patch(this.bindingId, content)).is(400, "#invalid-request");
		assertThat(body(this.client.get("/v2/role-bindings/" + this.bindingId))).isEqualTo(this.created);
	}

	@Test
	void updateWhenRoleIsMissingAnswersNotFound() {
		assertThatProblem(this.client.patch(this.bindingId, "{\"role_id\":\"" + id("Role:missing") + "\"}")).is(404,
				"#resource-not-found");
	}

	@Test
	void updateWhenRoleIsForbiddenAnswersUnprocessable() {
		assertThatProblem(this.client.patch(this.bindingId, "{\"role_id\":\"" + id("Role:forbidden") + "\"}")).is(422,
				"#validation-error");
	}

	@Test
	void deleteWhenKnownTakesItAway() {
		HttpResponse<String> response = this.client.delete(this.bindingId);
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
		assertThatProblem(this.client.get("/v2/role-bindings/" + this.bindingId)).is(404, "#resource-not-found");
		assertThatProblem(this.client.delete(this.bindingId)).is(404, "#resource-not-found");
		assertThat(this.server.bindings()).isEmpty();
	}

	@Test
	void createWhenDeletedBeforeCreatesAnew() {
		this.client.delete(this.bindingId);
		JsonNode again = body(this.client.create(binding("1:a", "1:b", "Space:1:c")));
		assertThat(again.get("id")).isNotEqualTo(this.created.get("id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "RoleBinding:1:none", "RoleBinding:2:none", "RoleBinding:0:none", "RoleBinding:-1:none",
			"RoleBinding:99999999999:none", "RoleBinding:x" })
	void anyWhenBindingIsUnknownAnswersNotFound(String plain) {
		assertThatProblem(this.client.get("/v2/role-bindings/" + id(plain))).is(404, "#resource-not-found");
		assertThatProblem(this.client.delete(id(plain))).is(404, "#resource-not-found");
		assertThatProblem(this.client.patch(id(plain), "{\"role_id\":\"Rol001\"}")).is(404, "#resource-not-found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "Usr001", "%zz", "U3BhY2U6MTpWNEth", "+" })
	void anyWhenBindingIdHasAWrongFormAnswersInvalid(String segment) {
		assertThat(raw(segment)).startsWith("HTTP/1.1 400 ").contains("#invalid-request");
	}

	private String raw(String segment) {
		return RawHttp.exchange(this.server.baseUrl(), "GET /v2/role-bindings/" + segment + " HTTP/1.1\r\n"
				+ "Host: localhost\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n");
	}

}

package org.rolebindings.sandbox;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolebindings.sandbox.ProblemAssert.assertThatProblem;
import static org.rolebindings.sandbox.SandboxClient.binding;
import static org.rolebindings.sandbox.SandboxClient.body;
import static org.rolebindings.sandbox.SandboxClient.id;

/** {@code POST /v2/role-bindings}. */
class CreateRoleBindingTests {

	private static final Map<String, String> BINDING = binding("1:aaaa", "1:bbbb", "Space:1:V4Ka");

	private final SandboxServer server = SandboxServer.start(0, SandboxProperties.none());

	private final SandboxClient client = new SandboxClient(this.server);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void createWhenNewAnswersTheFullBinding() {
		Instant before = Instant.now().minusMillis(1);
		HttpResponse<String> response = this.client.create(BINDING);
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
		JsonNode created = body(response);
		assertThat(created.propertyNames()).containsExactly("id", "role_id", "user_id", "resource_type", "resource_id",
				"created_at", "updated_at");
		BINDING.forEach((name, value) -> assertThat(created.get(name).stringValue()).isEqualTo(value));
		String createdAt = created.get("created_at").stringValue();
		assertThat(createdAt).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		assertThat(Instant.parse(createdAt)).isBetween(before, Instant.now());
		assertThat(created.get("updated_at").stringValue()).isEqualTo(createdAt);
	}

	@Test
	void createWhenNewMakesUpAnId() {
		String first = body(this.client.create(BINDING)).get("id").stringValue();
		String second = body(this.client.create(binding("1:aaaa", "2:cccc", "Space:1:V4Ka"))).get("id").stringValue();
		assertThat(first).doesNotContain("=");
		assertThat(decoded(first)).matches("RoleBinding:1:\\w{4}");
		assertThat(decoded(second)).matches("RoleBinding:2:\\w{4}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Model:1:abcd", "Project:1:abcd" })
	void createWhenProjectTakesBothKinds(String resource) {
		assertThat(this.client.create(binding("1:a", "1:b", resource)).statusCode()).isEqualTo(201);
	}

	@Test
	void createWhenShortFormTakesIt() {
		HttpResponse<String> response = this.client.create(
				Map.of("role_id", "Rol001", "user_id", "Usr001", "resource_type", "PROJECT", "resource_id", "Prj001"));
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(body(response).get("resource_id").stringValue()).isEqualTo("Prj001");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1:aaaa", "2:dddd" })
	void createWhenUserHasABindingThereAnswersConflictWhateverTheRole(String role) {
		this.client.create(BINDING);
		assertThatProblem(this.client.create(binding(role, "1:bbbb", "Space:1:V4Ka"))).is(409, "#resource-conflict");
		assertThat(this.server.bindings()).hasSize(1);
	}

	@Test
	void createWhenIdsAreSpelledDifferentlyAnswersConflict() {
		Map<String, String> plain = binding("1:a", "1:b?>", "Space:1:c");
		Map<String, String> padded = new HashMap<>(plain);
		padded.put("user_id", "VXNlcjoxOmI_Pg==");
		assertThat(plain).containsEntry("user_id", "VXNlcjoxOmI/Pg");
		assertThat(this.client.create(plain).statusCode()).isEqualTo(201);
		assertThatProblem(this.client.create(padded)).is(409, "#resource-conflict");
		assertThat(this.server.bindings()).singleElement()
			.extracting(SandboxBinding::userId)
			.isEqualTo(plain.get("user_id"));
	}

	@Test
	void createWhenOnlyUserOrResourceIsTheSameCreates() {
		this.client.create(BINDING);
		assertThat(this.client.create(binding("1:a", "2:b", "Space:1:V4Ka")).statusCode()).isEqualTo(201);
		assertThat(this.client.create(binding("1:a", "1:bbbb", "Space:2:V4Ka")).statusCode()).isEqualTo(201);
		assertThat(this.client.create(binding("1:a", "1:bbbb", "Model:1:V4Ka")).statusCode()).isEqualTo(201);
	}

	@Test
	void createWhenSimultaneousCreatesOnce() {
		for (int round = 0; round < 20; round++) {
			String content = SandboxClient.json(binding("1:a", round + ":b", "Space:1:V4Ka"));
			List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 16)
				.mapToObj((i) -> this.client.http()
					.sendAsync(this.client.post(content).build(), HttpResponse.BodyHandlers.ofString()))
				.toList();
			List<Integer> statuses = answers.stream()
				.map(CompletableFuture::join)
				.map(HttpResponse::statusCode)
				.sorted()
				.toList();
			assertThat(statuses).startsWith(201).hasSize(16);
			assertThat(statuses.subList(1, 16)).containsOnly(409);
		}
		assertThat(this.server.bindings()).hasSize(20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "\"text\"", "{} {}", "{\"role_id\":\"a\",\"role_id\":\"b\"}",
			"role_id=a" })
	void createWhenBodyIsNoJsonObjectAnswersInvalid(String content) {
		assertThatProblem(this.client.createText(content)).is(400, "#invalid-request").says("body");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "application/problem+json" })
	void createWhenContentTypeIsAnotherAnswersInvalid(String type) {
		HttpResponse<String> response = this.client.send(this.client.request("/v2/role-bindings")
			.header("Content-Type", type)
			.POST(BodyPublishers.ofString(SandboxClient.json(BINDING))));
		assertThatProblem(response).is(400, "#invalid-request").says("Content-Type");
	}

	@Test
	void createWhenContentTypeHasACharsetTakesIt() {
		HttpResponse<String> response = this.client.send(this.client.request("/v2/role-bindings")
			.header("Content-Type", "Application/JSON; charset=UTF-8")
			.POST(BodyPublishers.ofString(SandboxClient.json(BINDING))));
		assertThat(response.statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "role_id", "user_id", "resource_type", "resource_id" })
	void createWhenAFieldIsMissingEmptyOrNoStringAnswersInvalid(String field) {
		Map<String, Object> fields = new HashMap<>(BINDING);
		fields.remove(field);
		assertThatProblem(this.client.createText(SandboxClient.json(fields))).is(400, "#invalid-request")
			.says(field + " is missing");
		fields.put(field, "");
		assertThatProblem(this.client.createText(SandboxClient.json(fields))).is(400, "#invalid-request")
			.says(field + " must not be empty");
		fields.put(field, 7);
		assertThatProblem(this.client.createText(SandboxClient.json(fields))).is(400, "#invalid-request")
			.says(field + " must be a string");
	}

	@Test
	void createWhenAFieldIsUnknownAnswersInvalid() {
		Map<String, Object> fields = new HashMap<>(BINDING);
		fields.put("comment", "hello");
		assertThatProblem(this.client.createText(SandboxClient.json(fields))).is(400, "#invalid-request")
			.says("'comment'");
		assertThat(this.server.bindings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "space", "ORGANIZATION" })
	void createWhenResourceTypeIsUnknownAnswersInvalid(String type) {
		assertThatProblem(createWith("resource_type", type)).is(400, "#invalid-request").says("SPACE or PROJECT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "role_id", "user_id", "resource_id" })
	void createWhenAnIdIsMalformedAnswersInvalid(String field) {
		assertThatProblem(createWith(field, "no id")).is(400, "#invalid-request").says(field + " is 'no id'");
		assertThatProblem(createWith(field, id("noColon"))).is(400, "#invalid-request");
	}

	@ParameterizedTest
	@CsvSource({ "role_id, User:1:a", "user_id, Role:1:a", "user_id, Space:1:a" })
	void createWhenAnIdIsOfAnotherKindAnswersInvalid(String field, String plain) {
		assertThatProblem(createWith(field, id(plain))).is(400, "#invalid-request").says(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Model:1:a", "Project:1:a", "User:1:a" })
	void createWhenResourceIsOfAnotherTypeAnswersUnprocessable(String resource) {
		assertThatProblem(createWith("resource_id", id(resource))).is(422, "#validation-error").says("SPACE");
	}

	@ParameterizedTest
	@CsvSource({ "role_id, Role:1:missing", "user_id, User:missing:1", "resource_id, Space:1:missing" })
	void createWhenIdNamesNothingAnswersNotFound(String field, String plain) {
		assertThatProblem(createWith(field, id(plain))).is(404, "#resource-not-found").says(field);
	}

	@ParameterizedTest
	@CsvSource({ "role_id, Role:1:forbidden", "user_id, User:forbidden:1", "resource_id, Space:forbidden" })
	void createWhenIdIsOutOfReachAnswersForbidden(String field, String plain) {
		assertThatProblem(createWith(field, id(plain))).is(403, "#access-forbidden");
		assertThat(this.server.bindings()).isEmpty();
	}

	@Test
	void createWhenResourceIsForbiddenAndUserIsMissingAnswersForbidden() {
		assertThatProblem(this.client.create(binding("1:a", "missing", "Space:forbidden"))).is(403,
				"#access-forbidden");
	}

	private HttpResponse<String> createWith(String field, String value) {
		Map<String, String> fields = new HashMap<>(BINDING);
		fields.put(field, value);
		return this.client.create(fields);
	}

	private static String decoded(String id) {
		return new String(Base64.getDecoder().decode(id), StandardCharsets.US_ASCII);
	}

}

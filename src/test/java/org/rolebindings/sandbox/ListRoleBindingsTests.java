package org.rolebindings.sandbox;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

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

/** {@code GET /v2/role-bindings}. */
class ListRoleBindingsTests {

	private static final String SPACES = "/v2/role-bindings?resource_type=SPACE";

	private final SandboxServer server = SandboxServer.start(0, SandboxProperties.none());

	private final SandboxClient client = new SandboxClient(this.server);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void listWhenEmptyAnswersOneEmptyPage() {
		HttpResponse<String> response = this.client.get(SPACES);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"role_bindings\":[],\"pagination\":{\"has_more\":false}}");
	}

	@Test
	void listWhenABindingIsThereShowsItAsItWasCreated() {
		JsonNode created = body(this.client.create(binding("1:a", "1:b", "Space:1:c")));
		assertThat(body(this.client.get(SPACES)).get("role_bindings")).containsExactly(created);
	}

	@Test
	void listWhenManyPagesShowsEachBindingOnce() {
		List<String> ids = createSpaces(250);
		List<JsonNode> pages = pages(SPACES);
		assertThat(pages).extracting((page) -> page.get("role_bindings").size()).containsExactly(50, 50, 50, 50, 50);
		assertThat(pages).extracting((page) -> page.at("/pagination/has_more").booleanValue())
			.containsExactly(true, true, true, true, false);
		assertThat(pages.get(4).get("pagination").has("next_cursor")).isFalse();
		assertThat(ids(pages)).containsExactlyInAnyOrderElementsOf(ids);
		assertThat(ids(pages(SPACES))).isEqualTo(ids(pages));
	}

	@Test
	void listWhenLimitIsGivenKeepsTheOrder() {
		createSpaces(250);
		List<JsonNode> pages = pages(SPACES + "&limit=100");
		assertThat(pages).extracting((page) -> page.get("role_bindings").size()).containsExactly(100, 100, 50);
		assertThat(ids(pages)).isEqualTo(ids(pages(SPACES)));
	}

	@Test
	void listWhenTheLastBindingOfAPageIsDeletedGoesOnBehindIt() {
		createSpaces(4);
		List<String> all = ids(pages(SPACES));
		String cursor = body(this.client.get(SPACES + "&limit=2")).at("/pagination/next_cursor").stringValue();
		this.client.delete(all.get(1));
		assertThat(ids(pages(SPACES + "&cursor=" + cursor))).isEqualTo(all.subList(2, 4));
	}

	@Test
	void listWhenTypeIsGivenShowsThatTypeOnly() {
		this.client.create(binding("1:a", "1:b", "Space:1:c"));
		String project = body(this.client.create(binding("1:a", "1:b", "Model:1:c"))).get("id").stringValue();
		assertThat(ids(pages("/v2/role-bindings?resource_type=PROJECT"))).containsExactly(project);
	}

	@Test
	void listWhenUserIsGivenShowsThatUserOnly() {
		createSpaces(30);
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			ids.add(body(this.client.create(binding("1:a", "1:b?>", "Space:" + i + ":c"))).get("id").stringValue());
		}
		String target = SPACES + "&limit=3&user_id=VXNlcjoxOmI_Pg%3D%3D";
		List<JsonNode> pages = pages(target);
		assertThat(pages).hasSize(3);
		assertThat(ids(pages)).containsExactlyInAnyOrderElementsOf(ids);
	}

	@Test
	void listWhenUserHasNothingAnswersNoBindings() {
		createSpaces(3);
		assertThat(ids(pages(SPACES + "&user_id=" + id("User:999:x")))).isEmpty();
	}

	@Test
	void listWhenUserIsMissingAnswersNotFound() {
		assertThatProblem(this.client.get(SPACES + "&user_id=" + id("User:missing"))).is(404, "#resource-not-found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v2/role-bindings", "/v2/role-bindings?resource_type=",
			"/v2/role-bindings?resource_type=space", SPACES + "&resource_type=SPACE", SPACES + "&limit=0",
			SPACES + "&limit=101", SPACES + "&limit=-1", SPACES + "&limit=ten", SPACES + "&limit=",
			SPACES + "&limit=99999999999", SPACES + "&user_id=", SPACES + "&user_id=nonsense",
			SPACES + "&user_id=Rol001", SPACES + "&cursor=", SPACES + "&cursor=%21", SPACES + "&cursor=nonsense",
			SPACES + "&cursor=dXNlcnM6YQ" })
	void listWhenAParameterIsMalformedAnswersInvalid(String target) {
		assertThatProblem(this.client.get(target)).is(400, "#invalid-request");
	}

	@Test
	void listWhenCursorIsOfAnotherListingAnswersInvalid() {
		createSpaces(3);
		String cursor = body(this.client.get(SPACES + "&limit=1")).at("/pagination/next_cursor").stringValue();
		assertThatProblem(this.client.get("/v2/role-bindings?resource_type=PROJECT&cursor=" + cursor)).is(400,
				"#invalid-request");
		assertThatProblem(this.client.get(SPACES + "&user_id=" + id("User:999:x") + "&cursor=" + cursor)).is(400,
				"#invalid-request");
	}

	@Test
	void listWhenAParameterIsUnknownIgnoresIt() {
		assertThat(this.client.get(SPACES + "&colour=red&colour=blue&flag").statusCode()).isEqualTo(200);
	}

	private List<String> createSpaces(int count) {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			ids.add(body(this.client.create(binding("1:a", (i % 40) + ":b", "Space:" + i + ":c"))).get("id")
				.stringValue());
		}
		return ids;
	}

	private List<JsonNode> pages(String target) {
		List<JsonNode> pages = new ArrayList<>();
		String next = target;
		while (next != null) {
			JsonNode page = body(this.client.get(next));
			pages.add(page);
			JsonNode cursor = page.at("/pagination/next_cursor");
			next = cursor.isMissingNode() ? null : target + "&cursor=" + cursor.stringValue();
		}
		return pages;
	}

	private static List<String> ids(List<JsonNode> pages) {
		return pages.stream()
			.flatMap((page) -> page.get("role_bindings").valueStream())
			.map((binding) -> binding.get("id").stringValue())
			.toList();
	}

}

package org.rolebindings.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.keys.KeysFile;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolebindings.sandbox.ProblemAssert.assertThatProblem;
import static org.rolebindings.sandbox.SandboxClient.binding;
import static org.rolebindings.sandbox.SandboxClient.body;
import static org.rolebindings.sandbox.SandboxClient.id;

/** The rights of a key decide what it sees. */
class AccessTests {

	private static final String SPACE = "Space:1:V4Ka";

	private static final String OTHER_SPACE = "Space:2:Hn2c";

	private static final String PROJECT = "Model:1:Cf7t";

	private static final String LIST = "/v2/role-bindings?resource_type=";

	@TempDir
	Path folder;

	private SandboxServer server;

	private SandboxClient admin;

	@BeforeEach
	void start() throws IOException {
		Path file = this.folder.resolve("keys.json");
		Files.writeString(file,
				SandboxClient.json(Map.of("admin", Map.of("*", List.of("CREATE", "READ", "DELETE")), "create",
						Map.of("*", List.of("CREATE")), "read", Map.of(id(SPACE), List.of("READ")), "delete",
						Map.of("*", List.of("DELETE")), "update", Map.of("*", List.of("CREATE", "DELETE")),
						"blind-in-one", Map.of("*", List.of("CREATE", "READ", "DELETE"), id(SPACE), List.of()))));
		this.server = SandboxServer.start(0, SandboxProperties.none(), KeysFile.read(file), Duration.ZERO);
		this.admin = client("admin");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "Admin", "admin2" })
	void anyWhenTheKeyIsUnknownAnswersUnauthorized(String key) {
		assertThatProblem(client(key).get(LIST + "SPACE")).is(401, "#authentication-required");
		assertThatProblem(client(key).create(binding("1", "1", SPACE))).is(401, "#authentication-required");
		assertThat(this.server.bindings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "read", "delete", "blind-in-one" })
	void createWhenTheKeyMayNotCreateAnswersForbiddenWhateverIsThere(String key) {
		assertThatProblem(client(key).create(binding("1", "1", SPACE))).is(403, "#access-forbidden");
		this.admin.create(binding("1", "1", SPACE));
		assertThatProblem(client(key).create(binding("1", "1", SPACE))).is(403, "#access-forbidden");
		assertThatProblem(client(key).create(binding("1", "1", PROJECT))).is(403, "#access-forbidden");
	}

	@Test
	void createWhenTheKeyMayNotReadWhatIsThereAnswersConflict() {
		this.admin.create(binding("1", "1", SPACE));
		assertThatProblem(client("create").create(binding("2", "1", SPACE))).is(409, "#resource-conflict");
		assertThat(client("create").create(binding("2", "2", SPACE)).statusCode()).isEqualTo(201);
	}

	@Test
	void getWhenTheKeyMayNotReadAnswersNotFound() {
		String binding = created(binding("1", "1", SPACE));
		String elsewhere = created(binding("1", "1", OTHER_SPACE));
		assertThat(client("read").get("/v2/role-bindings/" + binding).statusCode()).isEqualTo(200);
		assertThatProblem(client("read").get("/v2/role-bindings/" + elsewhere)).is(404, "#resource-not-found");
		assertThatProblem(client("update").get("/v2/role-bindings/" + binding)).is(404, "#resource-not-found");
	}

	@Test
	void updateWhenTheKeyLacksCreateOrDeleteAnswersNotFound() {
		String binding = created(binding("1", "1", SPACE));
		String change = SandboxClient.json(Map.of("role_id", id("Role:2")));
		for (String key : List.of("create", "delete", "read", "blind-in-one")) {
			assertThatProblem(client(key).patch(binding, change)).is(404, "#resource-not-found");
		}
		assertThat(this.server.bindings()).extracting(SandboxBinding::roleId).containsExactly(id("Role:1"));
		assertThat(client("update").patch(binding, change).statusCode()).isEqualTo(200);
	}

	@Test
	void deleteWhenTheKeyMayNotDeleteAnswersNotFound() {
		String binding = created(binding("1", "1", SPACE));
		assertThatProblem(client("create").delete(binding)).is(404, "#resource-not-found");
		assertThat(this.server.bindings()).hasSize(1);
		assertThat(client("delete").delete(binding).statusCode()).isEqualTo(204);
	}

	@Test
	void listWhenTheKeyReadsSomeSpacesShowsTheirBindingsAndThoseOfTheirProjects() {
		String shown = created(binding("1", "1", SPACE));
		created(binding("1", "1", OTHER_SPACE));
		String inProject = created(binding("1", "1", PROJECT));
		created(binding("1", "1", "Model:3:Fd9k"));
		created(binding("1", "1", "Model:99:none"));
		assertThat(ids(client("read"), "SPACE")).containsExactly(shown);
		assertThat(ids(client("read"), "SPACE&user_id=" + id("User:1"))).containsExactly(shown);
		assertThat(ids(client("read"), "PROJECT")).containsExactly(inProject);
		assertThat(ids(client("blind-in-one"), "SPACE")).hasSize(1).doesNotContain(shown);
		assertThat(ids(client("blind-in-one"), "PROJECT")).hasSize(2).doesNotContain(inProject);
		assertThat(ids(client("create"), "SPACE")).isEmpty();
	}

	@Test
	void listWhenAllOfAPageIsHiddenIsAnEmptyPageThatIsNotTheLast() {
		for (int i = 0; i < 20; i++) {
			created(binding("1", String.valueOf(i), OTHER_SPACE));
		}
		String shown = created(binding("1", "1", SPACE));
		List<Integer> sizes = new ArrayList<>();
		String cursor = "";
		List<String> found = new ArrayList<>();
		while (cursor != null) {
			JsonNode page = body(client("read").get(LIST + "SPACE&limit=2" + cursor));
			sizes.add(page.get("role_bindings").size());
			page.get("role_bindings").forEach((binding) -> found.add(binding.get("id").stringValue()));
			JsonNode next = page.at("/pagination/next_cursor");
			cursor = next.isMissingNode() ? null : "&cursor=" + next.stringValue();
		}
		assertThat(sizes).hasSize(11).contains(0);
		assertThat(found).containsExactly(shown);
	}

	@Test
	void directoryShowsTheSpacesInWhichTheKeyMayDoAnything() {
		assertThat(names("read", "spaces")).containsExactly("Production");
		assertThat(names("read", "projects")).containsExactly("Fraud detection", "Search ranking");
		assertThat(names("read", "organizations")).containsExactly("Europe");
		assertThat(names("blind-in-one", "spaces")).containsExactly("Staging", "Research", "Production");
		assertThat(names("read", "users")).hasSize(6);
		assertThat(body(client("read").get("/v2/roles")).get("roles").get(0).has("permissions")).isFalse();
		assertThat(body(client("read").get("/v2/resource-restrictions")).get("resource_restrictions").size()).isZero();
		assertThat(body(client("blind-in-one").get("/v2/resource-restrictions")).get("resource_restrictions").size())
			.isEqualTo(1);
	}

	private SandboxClient client(String key) {
		return new SandboxClient(this.server, key);
	}

	private String created(Map<String, String> binding) {
		return body(this.admin.create(binding)).get("id").stringValue();
	}

	private static List<String> ids(SandboxClient client, String type) {
		return body(client.get(LIST + type)).get("role_bindings")
			.valueStream()
			.map((binding) -> binding.get("id").stringValue())
			.toList();
	}

	private List<String> names(String key, String list) {
		return body(client(key).get("/v2/" + list)).get(list)
			.valueStream()
			.map((item) -> item.get("name").stringValue())
			.toList();
	}

}

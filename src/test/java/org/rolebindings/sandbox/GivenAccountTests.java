package org.rolebindings.sandbox;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolebindings.sandbox.ProblemAssert.assertThatProblem;
import static org.rolebindings.sandbox.SandboxClient.body;
import static org.rolebindings.sandbox.SandboxClient.id;

/** A sandbox that serves what a directory file says. */
class GivenAccountTests {

	private static final String EUROPE = id("Organization:1:e");

	private static final String GIVEN = id("RoleBinding:7:seven");

	/** The first id that the sandbox gives to a binding of its own. */
	private static final String FIRST = "Um9sZUJpbmRpbmc6MTpLYXM5";

	private static final String BINDING = "/v2/role-bindings/";

	private static final String LIST = "/v2/role-bindings?resource_type=";

	@TempDir
	Path folder;

	private SandboxServer server;

	private SandboxClient client;

	@BeforeEach
	void start() throws IOException {
		this.server = start(Duration.ZERO);
		this.client = new SandboxClient(this.server, "all");
	}

	private SandboxServer start(Duration listLag) throws IOException {
		Path file = this.folder.resolve("directory.json");
		Files.writeString(file,
				"""
						{"organizations": [{"id": "%1$s", "name": "Europe"}, {"id": "%2$s", "name": "Empty"}],
						 "users": [
						  {"id": "Usr001", "name": "Ann", "email": "Ann@x.com", "status": "active", "role": {"name": "Admin"}},
						  {"id": "Usr002", "name": "Joann", "email": "joann@x.com", "status": "INVITED"},
						  {"id": "Usr003", "name": "Bot", "email": "bot@x.com"},
						  {"id": "Usr004", "name": "Gone", "email": "gone@x.com", "status": "deactivated"}],
						 "roles": [{"id": "Rol001", "name": "R", "is_predefined": false, "permissions": ["PROJECT_READ"]},
						  {"id": "Rol002", "name": "R", "is_predefined": true}],
						 "spaces": [{"id": "Spa001", "name": "Prod", "org_id": "%1$s"},
						  {"id": "Spa002", "name": "Prod-eu", "org_id": "%1$s"}],
						 "projects": [{"id": "Mod001", "name": "One", "space_id": "Spa001"},
						  {"id": "Mod002", "name": "Two", "space_id": "Spa002"},
						  {"id": "Mod003", "name": "Three", "space_id": "Spa001"}],
						 "role_bindings": [
						  {"id": "%3$s", "role_id": "Rol001", "user_id": "Usr001", "resource_type": "SPACE",
						   "resource_id": "Spa001", "created_at": "2026-01-05T10:00:00+01:00", "updated_at": "2026-02-05T09:00:00Z"},
						  {"id": "%4$s", "role_id": "Rol009", "user_id": "Usr009", "resource_type": "PROJECT",
						   "resource_id": "Mod009", "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z"}],
						 "keys": {"all": {"*": ["CREATE", "READ", "DELETE"]}, "some": {"Spa002": ["READ"]}}}"""
					.formatted(EUROPE, id("Organization:2:n"), GIVEN, FIRST));
		return SandboxServer.start(0, SandboxProperties.none(), DirectoryFile.read(file), listLag);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void usersAreShownAsTheFileHasThemButForDeactivatedOnes() {
		JsonNode users = body(this.client.get("/v2/users")).get("users");
		assertThat(users.valueStream().map((user) -> user.get("name").asString())).containsExactly("Ann", "Joann",
				"Bot");
		assertThat(users.get(0)).hasToString("""
				{"id":"Usr001","name":"Ann","email":"Ann@x.com","status":"active","role":{"name":"Admin"}}""");
	}

	@Test
	void usersWhenStatusesAreInLowerCaseAreFoundByThem() {
		assertThat(names("users?status=ACTIVE")).containsExactly("Ann", "Bot");
		assertThat(names("users?status=INVITED&status=EXPIRED")).containsExactly("Joann");
		assertThat(names("users?email=ANN%40X")).containsExactly("Ann", "Joann");
		assertThat(names("users?email=ann&status=ACTIVE&limit=1")).containsExactly("Ann");
	}

	@Test
	void spacesNeverShowTheirOrganizationAndAreFoundByIt() {
		JsonNode spaces = body(this.client.get("/v2/spaces?org_id=" + EUROPE)).get("spaces");
		assertThat(spaces.valueStream()).hasSize(2)
			.allSatisfy((space) -> assertThat(space.propertyNames()).containsExactly("id", "name"));
		assertThat(names("spaces?org_id=" + id("Organization:2:n"))).isEmpty();
		assertThat(names("spaces?name=PROD-")).containsExactly("Prod-eu");
		assertThat(names("organizations")).containsExactly("Europe", "Empty");
	}

	@Test
	void projectsWhenTheSpaceIsAnotherAccountsOrHiddenAnswersNotFound() {
		assertThat(names("projects?space_id=Spa001")).containsExactly("One", "Three");
		JsonNode page = body(this.client.get("/v2/projects?space_id=Spa001&limit=1"));
		String next = page.at("/pagination/next_cursor").stringValue();
		assertThat(names("projects?space_id=Spa001&limit=1&cursor=" + next)).containsExactly("Three");
		assertThatProblem(this.client.get("/v2/projects?space_id=Spa009")).is(404, "#resource-not-found");
		SandboxClient some = new SandboxClient(this.server, "some");
		assertThatProblem(some.get("/v2/projects?space_id=Spa001")).is(404, "#resource-not-found");
	}

	@Test
	void listsWhenTheKeyMayDoSomethingInOneSpaceShowThatSpaceOnly() {
		SandboxClient some = new SandboxClient(this.server, "some");
		assertThat(names(some, "spaces")).containsExactly("Prod-eu");
		assertThat(names(some, "projects")).containsExactly("Two");
		assertThat(names(some, "organizations")).containsExactly("Europe");
		assertThat(body(some.get("/v2/roles")).get("roles").get(0).has("permissions")).isFalse();
		assertThat(body(some.get(LIST + "SPACE")).get("role_bindings").size()).isZero();
		assertThatProblem(new SandboxClient(this.server, "any").get("/v2/users")).is(401, "#authentication-required");
	}

	@Test
	void createWhenTheDirectoryLacksAnIdIsRefused() {
		assertThatProblem(create("Rol001", "Usr009", "Spa001")).is(404, "#resource-not-found");
		assertThatProblem(create("Rol009", "Usr001", "Spa002")).is(404, "#resource-not-found");
		assertThatProblem(create("Rol001", "Usr001", "Spa009")).is(403, "#access-forbidden");
		assertThatProblem(create("Rol001", "Usr002", "Mod009")).is(403, "#access-forbidden");
		assertThatProblem(create("Rol002", "Usr001", "Spa001")).is(409, "#resource-conflict");
		assertThat(create("Rol001", "Usr004", "Mod001").statusCode()).isEqualTo(201);
	}

	@Test
	void givenBindingIsShownChangedAndDeletedUnderItsId() {
		JsonNode given = body(this.client.get(BINDING + GIVEN));
		assertThat(body(this.client.get(LIST + "SPACE")).get("role_bindings").valueStream()).containsExactly(given);
		assertThat(given.get("created_at").stringValue()).isEqualTo("2026-01-05T09:00:00.000Z");
		assertThat(given.get("updated_at").stringValue()).isEqualTo("2026-02-05T09:00:00.000Z");
		assertThatProblem(this.client.patch(GIVEN, "{\"role_id\":\"Rol009\"}")).is(404, "#resource-not-found");
		JsonNode changed = body(this.client.patch(GIVEN, "{\"role_id\":\"Rol002\"}"));
		assertThat(changed.get("id").stringValue()).isEqualTo(GIVEN);
		assertThat(changed.get("role_id").stringValue()).isEqualTo("Rol002");
		assertThat(this.client.delete(GIVEN).statusCode()).isEqualTo(204);
		assertThatProblem(this.client.get(BINDING + GIVEN)).is(404, "#resource-not-found");
		assertThatProblem(this.client.delete(GIVEN)).is(404, "#resource-not-found");
		assertThat(this.server.bindings()).extracting(SandboxBinding::id).containsExactly(FIRST);
	}

	@Test
	void createNeverGivesAnIdThatTheFileHas() {
		assertThat(this.client.delete(FIRST).statusCode()).isEqualTo(204);
		JsonNode created = body(create("Rol001", "Usr002", "Spa001"));
		assertThat(created.get("id").stringValue()).isNotEqualTo(FIRST);
		assertThat(body(this.client.get(BINDING + created.get("id").stringValue()))).isEqualTo(created);
		assertThatProblem(this.client.get(BINDING + FIRST)).is(404, "#resource-not-found");
	}

	@Test
	void bindingOfAUserWhomNoListShowsIsListed() {
		assertThat(body(this.client.get(LIST + "PROJECT")).get("role_bindings").size()).isEqualTo(1);
		assertThat(body(this.client.get(LIST + "PROJECT&user_id=Usr009")).get("role_bindings").size()).isEqualTo(1);
		assertThat(body(this.client.get(LIST + "SPACE&user_id=Usr004")).get("role_bindings").size()).isZero();
		assertThatProblem(this.client.get(LIST + "SPACE&user_id=Usr008")).is(404, "#resource-not-found");
	}

	@Test
	void listWhenItLagsBehindShowsGivenBindingsAtOnce() throws IOException {
		try (SandboxServer lagging = start(Duration.ofHours(1))) {
			SandboxClient other = new SandboxClient(lagging, "all");
			assertThat(other.patch(GIVEN, "{\"role_id\":\"Rol002\"}").statusCode()).isEqualTo(200);
			JsonNode shown = body(other.get(LIST + "SPACE")).get("role_bindings").get(0);
			assertThat(shown.get("id").stringValue()).isEqualTo(GIVEN);
			assertThat(shown.get("role_id").stringValue()).isEqualTo("Rol001");
		}
	}

	private HttpResponse<String> create(String role, String user, String resource) {
		String type = resource.startsWith("Spa") ? "SPACE" : "PROJECT";
		return this.client
			.create(Map.of("role_id", role, "user_id", user, "resource_type", type, "resource_id", resource));
	}

	private List<String> names(String target) {
		return names(this.client, target);
	}

	private static List<String> names(SandboxClient client, String target) {
		String list = target.replaceFirst("[?].*", "");
		return body(client.get("/v2/" + target)).get(list)
			.valueStream()
			.map((item) -> item.get("name").stringValue())
			.toList();
	}

}

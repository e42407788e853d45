package org.rolebindings.sandbox;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.Id;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolebindings.sandbox.ProblemAssert.assertThatProblem;
import static org.rolebindings.sandbox.SandboxClient.body;

/** The lists of users, roles, organizations, spaces, projects and restrictions. */
class DirectoryTests {

	private final SandboxServer server = SandboxServer.start(0, SandboxProperties.none());

	private final SandboxClient client = new SandboxClient(this.server);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "users, 6, User, id;name;email;created_at;status;is_developer",
			"roles, 5, Role, id;name;description;permissions;is_predefined;created_at;updated_at",
			"organizations, 2, Organization, id;name;description;created_at",
			"spaces, 4, Space, id;name;description;is_private;created_at",
			"projects, 6, Model, id;name;space_id;created_at" })
	void listWhenNoFilterIsGivenShowsAll(String name, int count, String kind, String fields) {
		JsonNode page = body(this.client.get("/v2/" + name));
		assertThat(page.propertyNames()).containsExactly(name, "pagination");
		assertThat(page.get(name).size()).isEqualTo(count);
		assertThat(page.at("/pagination/has_more").booleanValue()).isFalse();
		for (JsonNode item : page.get(name)) {
			assertThat(item.propertyNames()).containsExactly(fields.split(";"));
			assertThat(Id.parse(item.get("id").stringValue()).map(Id::kind)).contains(kind);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "users", "roles", "organizations", "spaces", "projects" })
	void listWhenPagedShowsEachOnce(String name) {
		List<JsonNode> found = new ArrayList<>();
		String target = "/v2/" + name + "?limit=1";
		String next = target;
		while (next != null) {
			JsonNode page = body(this.client.get(next));
			assertThat(page.get(name).size()).isEqualTo(1);
			page.get(name).forEach(found::add);
			boolean more = page.at("/pagination/has_more").booleanValue();
			next = more ? target + "&cursor=" + page.at("/pagination/next_cursor").stringValue() : null;
		}
		assertThat(found).containsExactlyElementsOf(body(this.client.get("/v2/" + name)).get(name));
	}

	@Test
	void usersWhenPartOfAnEmailIsGivenIgnoresCase() {
		assertThat(names("users", "email=ADA.")).containsExactly("Ada Lovelace");
		assertThat(names("users", "email=%40example.com")).hasSize(6);
		assertThat(names("users", "email=nobody")).isEmpty();
	}

	@Test
	void usersWhenEmailIsLongerThan255Refuses() {
		assertThat(this.client.get("/v2/users?email=" + "a".repeat(255)).statusCode()).isEqualTo(200);
		assertThatProblem(this.client.get("/v2/users?email=" + "a".repeat(256))).is(400, "#invalid-request");
	}

	@Test
	void usersWhenStatusesAreGivenShowsThoseOnly() {
		assertThat(names("users", "status=INVITED")).containsExactly("Margaret Hamilton");
		assertThat(names("users", "status=INVITED&status=EXPIRED")).containsExactly("Margaret Hamilton",
				"Edsger Dijkstra");
		assertThat(names("users", "status=ACTIVE&email=ada")).containsExactly("Ada Lovelace");
		assertThatProblem(this.client.get("/v2/users?status=active")).is(400, "#invalid-request");
	}

	@Test
	void spacesWhenOrganizationIsGivenShowsItsSpacesOnly() {
		List<List<String>> spaces = new ArrayList<>();
		for (JsonNode organization : body(this.client.get("/v2/organizations")).get("organizations")) {
			spaces.add(names("spaces", "org_id=" + organization.get("id").stringValue()));
		}
		assertThat(spaces).containsExactly(List.of("Production", "Staging"), List.of("Research", "Production"));
		assertThat(names("spaces", "org_id=" + SandboxClient.id("Organization:9:none"))).isEmpty();
		assertThatProblem(this.client.get("/v2/spaces?org_id=Spa001")).is(400, "#invalid-request");
	}

	@Test
	void organizationsWhenPartOfANameIsGivenIgnoresCase() {
		assertThat(names("organizations", "name=EUR")).containsExactly("Europe");
	}

	@Test
	void restrictionsShowsTheRestrictedProjects() {
		JsonNode page = body(this.client.get("/v2/resource-restrictions?resource_type=PROJECT"));
		assertThat(page.get("resource_restrictions").size()).isEqualTo(2);
		for (JsonNode restriction : page.get("resource_restrictions")) {
			assertThat(restriction.propertyNames()).containsExactly("resource_type", "resource_id", "created_at");
			assertThat(Id.parse(restriction.get("resource_id").stringValue()).map(Id::kind)).contains("Model");
		}
		assertThatProblem(this.client.get("/v2/resource-restrictions?resource_type=SPACE")).is(400, "#invalid-request");
	}

	@Test
	void rolesWhenPredefinedIsGivenShowsThoseOnly() {
		assertThat(names("roles", "is_predefined=true")).hasSize(3);
		assertThat(names("roles", "is_predefined=false")).hasSize(2);
		assertThatProblem(this.client.get("/v2/roles?is_predefined=yes")).is(400, "#invalid-request");
	}

	@Test
	void spacesWhenTwoHaveOneNameShowsBoth() {
		assertThat(names("spaces", "name=prod")).containsExactly("Production", "Production");
	}

	@Test
	void projectsWhenSpaceAndNameAreGivenShowsThoseOnly() {
		String space = SandboxClient.id("Space:2:Hn2c");
		assertThat(names("projects", "space_id=" + space)).containsExactly("Fraud detection", "Chat assistant");
		assertThat(names("projects", "name=FRAUD")).hasSize(2);
		assertThat(names("projects", "name=fraud&space_id=" + space)).containsExactly("Fraud detection");
		assertThatProblem(this.client.get("/v2/projects?space_id=Usr001")).is(400, "#invalid-request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "users?cursor=nonsense", "roles?cursor=cm9sZXM6eA", "spaces?limit=0", "projects?limit=x" })
	void listWhenAParameterIsMalformedAnswersInvalid(String target) {
		assertThatProblem(this.client.get("/v2/" + target)).is(400, "#invalid-request");
	}

	private List<String> names(String name, String query) {
		return body(this.client.get("/v2/" + name + "?" + query)).get(name)
			.valueStream()
			.map((item) -> item.get("name").stringValue())
			.toList();
	}

}

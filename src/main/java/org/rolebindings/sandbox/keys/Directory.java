package org.rolebindings.sandbox.keys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;

/**
 * The users, roles, organizations, spaces and projects that the sandbox knows by name.
 */
public final class Directory {

	private static final Instant CREATED = Instant.parse("2026-01-05T09:00:00Z");

	public static final List<User> USERS = List.of(user("1:aB3d", "Ada Lovelace", "ACTIVE", true),
			user("2:Qm9x", "Alan Turing", "ACTIVE", false), user("3:zY12", "Grace Hopper", "ACTIVE", true),
			user("4:Kp7w", "Katherine Johnson", "ACTIVE", false), user("5:Ls0e", "Margaret Hamilton", "INVITED", false),
			user("6:Td5r", "Edsger Dijkstra", "EXPIRED", false));

	public static final List<Role> ROLES = List.of(
			role("1:Ad4m", "Admin", true, "ROLE_BINDING_CREATE", "ROLE_BINDING_READ", "ROLE_BINDING_DELETE"),
			role("2:Me3b", "Member", true, "ROLE_BINDING_READ", "PROJECT_CREATE", "PROJECT_READ"),
			role("3:Rd8o", "Read-only", true, "PROJECT_READ"),
			role("4:An1s", "Annotator", false, "PROJECT_READ", "ANNOTATION_CREATE"),
			role("5:Ex6p", "Experimenter", false, "PROJECT_READ", "EXPERIMENT_CREATE"));

	public static final List<Organization> ORGANIZATIONS = List.of(
			new Organization(id("Organization:1:Or3g"), "Europe", "The teams in Europe", CREATED),
			new Organization(id("Organization:2:Us7k"), "America", "The teams in America", CREATED));

	public static final List<Space> SPACES = List.of(space("1:V4Ka", "Production", false, 0),
			space("2:Hn2c", "Staging", false, 0), space("3:Wq8f", "Research", true, 1),
			space("4:Bj5u", "Production", false, 1));

	public static final List<Project> PROJECTS = List.of(project("1:Cf7t", "Fraud detection", 0),
			project("2:Sr4n", "Search ranking", 0), project("3:Fd9k", "Fraud detection", 1),
			project("4:Ch2b", "Chat assistant", 1), project("5:Su6v", "Summaries", 2),
			project("6:Ch8x", "Chat assistant", 3));

	public static final List<Restriction> RESTRICTIONS = List.of(
			new Restriction("PROJECT", PROJECTS.get(0).id(), CREATED),
			new Restriction("PROJECT", PROJECTS.get(4).id(), CREATED));

	private Directory() {
	}

	/**
	 * Finds the space that a binding's resource is in.
	 * @param resource a space or a project
	 * @return the space itself, or the space of a project in the directory
	 */
	static Optional<Id> spaceOf(Id resource) {
		if (resource.kind().equals("Space")) {
			return Optional.of(resource);
		}
		return PROJECTS.stream()
			.filter((project) -> resource.equals(Id.parse(project.id()).orElse(null)))
			.findFirst()
			.flatMap((project) -> Id.parse(project.spaceId()));
	}

	private static String id(String plain) {
		return Base64.getEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
	}

	private static User user(String id, String name, String status, boolean developer) {
		String email = name.replace(' ', '.').toLowerCase(Locale.ROOT) + "@example.com";
		return new User(id("User:" + id), name, email, CREATED, status, developer);
	}

	private static Role role(String id, String name, boolean predefined, String... permissions) {
		return new Role(id("Role:" + id), name, "The role " + name, List.of(permissions), predefined, CREATED, CREATED);
	}

	private static Space space(String id, String name, boolean isPrivate, int organization) {
		return new Space(id("Space:" + id), name, "The space " + name, isPrivate, CREATED,
				ORGANIZATIONS.get(organization).id());
	}

	private static Project project(String id, String name, int space) {
		return new Project(id("Model:" + id), name, SPACES.get(space).id(), CREATED);
	}

	public record User(String id, String name, String email, Instant createdAt, String status, boolean isDeveloper) {
	}

	public record Role(String id, String name, String description, @Nullable List<String> permissions,
			boolean isPredefined, Instant createdAt, Instant updatedAt) {

		public Role withoutPermissions() {
			return new Role(this.id, this.name, this.description, null, this.isPredefined, this.createdAt,
					this.updatedAt);
		}

	}

	public record Organization(String id, String name, String description, Instant createdAt) {
	}

	/** Does not say on the wire to which organization it belongs. */
	public record Space(String id, String name, String description, boolean isPrivate, Instant createdAt,
			@JsonIgnore String organizationId) {
	}

	public record Project(String id, String name, String spaceId, Instant createdAt) {
	}

	/** A project on which only users with a binding of their own have access. */
	public record Restriction(String resourceType, String resourceId, Instant createdAt) {
	}

}

package org.rolebindings.sandbox.endpoints;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.sandbox.keys.Directory;
import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.keys.Right;
import org.rolebindings.sandbox.wire.IdCheck;
import org.rolebindings.sandbox.wire.Page;
import org.rolebindings.sandbox.wire.PageRequest;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.Query;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.Result;

/**
 * The lists of what has a name: users, roles, organizations, spaces, projects, and which
 * of the projects are restricted. A key sees the spaces in which it may do anything, with
 * their projects and organizations.
 */
public final class DirectoryEndpoint {

	private static final int MAX_EMAIL = 255;

	private static final Set<String> STATUSES = Set.of("ACTIVE", "INVITED", "EXPIRED");

	public Result users(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String email = query.find("email");
		if (email != null && email.length() > MAX_EMAIL) {
			throw ProblemException.invalid("email has more than " + MAX_EMAIL + " characters.");
		}
		List<String> statuses = query.all("status");
		for (String status : statuses) {
			if (!STATUSES.contains(status)) {
				throw ProblemException
					.invalid("status is " + Quoting.quoted(status) + "; it takes ACTIVE, INVITED or EXPIRED.");
			}
		}
		return page("users", Directory.USERS, Directory.User::id,
				(user) -> contains(user.email(), email) && (statuses.isEmpty() || statuses.contains(user.status())),
				query);
	}

	public Result roles(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String text = query.find("is_predefined");
		if (text != null && !text.equals("true") && !text.equals("false")) {
			throw ProblemException.invalid("is_predefined is " + Quoting.quoted(text) + "; it takes true or false.");
		}
		List<Directory.Role> roles = Directory.ROLES.stream()
			.map((role) -> rights.readsRoles() ? role : role.withoutPermissions())
			.toList();
		return page("roles", roles, Directory.Role::id,
				(role) -> text == null || text.equals(Boolean.toString(role.isPredefined())), query);
	}

	public Result organizations(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String name = query.find("name");
		Set<String> seen = Directory.SPACES.stream()
			.filter((space) -> sees(rights, space.id()))
			.map(Directory.Space::organizationId)
			.collect(Collectors.toSet());
		return page("organizations", Directory.ORGANIZATIONS, Directory.Organization::id,
				(organization) -> contains(organization.name(), name) && seen.contains(organization.id()), query);
	}

	public Result spaces(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String name = query.find("name");
		Id organization = id(query, "org_id", "Organization");
		return page("spaces", Directory.SPACES, Directory.Space::id, (space) -> contains(space.name(), name)
				&& is(space.organizationId(), organization) && sees(rights, space.id()), query);
	}

	public Result projects(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String name = query.find("name");
		Id space = id(query, "space_id", "Space");
		return page("projects", Directory.PROJECTS, Directory.Project::id, (project) -> contains(project.name(), name)
				&& is(project.spaceId(), space) && sees(rights, project.id()), query);
	}

	/** A key may manage the restrictions where it may create bindings. */
	public Result restrictions(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String type = query.find("resource_type");
		if (type != null && !type.equals("PROJECT")) {
			throw ProblemException.invalid("resource_type is " + Quoting.quoted(type) + "; it takes PROJECT.");
		}
		return page("resource_restrictions", Directory.RESTRICTIONS, Directory.Restriction::resourceId,
				(restriction) -> Id.parse(restriction.resourceId())
					.filter((project) -> rights.may(Right.CREATE, project))
					.isPresent(),
				query);
	}

	private static <T> Result page(String name, List<T> all, Function<T, String> id, Predicate<T> filter, Query query) {
		PageRequest page = PageRequest.of(query, name);
		List<String> ids = all.stream().map(id).toList();
		int last = (page.after() != null) ? ids.indexOf(page.after()) : -1;
		if (page.after() != null && last < 0) {
			throw PageRequest.malformedCursor();
		}
		List<T> found = all.stream().skip(last + 1L).filter(filter).limit(page.limit() + 1L).toList();
		return Page.of(name, found, page, id, (item) -> true);
	}

	private static boolean sees(KeyRights rights, String id) {
		return Id.parse(id).filter(rights::sees).isPresent();
	}

	private static @Nullable Id id(Query query, String name, String kind) {
		String text = query.find(name);
		return (text != null) ? IdCheck.read(name, text, kind) : null;
	}

	private static boolean contains(String text, @Nullable String part) {
		return part == null || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
	}

	private static boolean is(String id, @Nullable Id wanted) {
		return wanted == null || wanted.equals(Id.parse(id).orElse(null));
	}

}

package org.rolebindings.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;

/** {@code /v2/users}, {@code /roles}, {@code /spaces} and {@code /projects}. */
final class DirectoryEndpoint {

	private static final int MAX_EMAIL = 255;

	Result users(Request request) {
		Query query = new Query(request.query());
		String email = query.find("email");
		if (email != null && email.length() > MAX_EMAIL) {
			throw ProblemException.invalid("email has more than " + MAX_EMAIL + " characters.");
		}
		return page("users", Directory.USERS, Directory.User::id, (user) -> contains(user.email(), email), query);
	}

	Result roles(Request request) {
		Query query = new Query(request.query());
		String text = query.find("is_predefined");
		if (text != null && !text.equals("true") && !text.equals("false")) {
			throw ProblemException.invalid("is_predefined is " + Quoting.quoted(text) + "; it takes true or false.");
		}
		return page("roles", Directory.ROLES, Directory.Role::id,
				(role) -> text == null || text.equals(Boolean.toString(role.isPredefined())), query);
	}

	Result spaces(Request request) {
		Query query = new Query(request.query());
		String name = query.find("name");
		return page("spaces", Directory.SPACES, Directory.Space::id, (space) -> contains(space.name(), name), query);
	}

	Result projects(Request request) {
		Query query = new Query(request.query());
		String name = query.find("name");
		String spaceId = query.find("space_id");
		Id space = (spaceId != null) ? IdCheck.read("space_id", spaceId, "Space") : null;
		return page("projects", Directory.PROJECTS, Directory.Project::id,
				(project) -> contains(project.name(), name) && isIn(project, space), query);
	}

	private static <T> Result page(String name, List<T> all, Function<T, String> id, Predicate<T> filter, Query query) {
		PageRequest page = PageRequest.of(query, name);
		List<String> ids = all.stream().map(id).toList();
		int last = (page.after() != null) ? ids.indexOf(page.after()) : -1;
		if (page.after() != null && last < 0) {
			throw PageRequest.malformedCursor();
		}
		List<T> found = all.stream().skip(last + 1L).filter(filter).limit(page.limit() + 1L).toList();
		return Page.of(name, found, page, id);
	}

	private static boolean contains(String text, @Nullable String part) {
		return part == null || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
	}

	private static boolean isIn(Directory.Project project, @Nullable Id space) {
		return space == null || space.equals(Id.parse(project.spaceId()).orElse(null));
	}

}

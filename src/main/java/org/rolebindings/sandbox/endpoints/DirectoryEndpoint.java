package org.rolebindings.sandbox.endpoints;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.directory.Entry;
import org.rolebindings.sandbox.directory.Listing;
import org.rolebindings.sandbox.directory.Section;
import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.keys.Right;
import org.rolebindings.sandbox.wire.IdCheck;
import org.rolebindings.sandbox.wire.Page;
import org.rolebindings.sandbox.wire.PageRequest;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.ProblemType;
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

	private static final String ACTIVE = "ACTIVE";

	private static final Set<String> STATUSES = Set.of(ACTIVE, "INVITED", "EXPIRED");

	private final Directory directory;

	public DirectoryEndpoint(Directory directory) {
		this.directory = directory;
	}

	public Result users(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String email = query.find("email");
		if (email != null && email.length() > MAX_EMAIL) {
			throw ProblemException.invalid("email has more than " + MAX_EMAIL + " characters.");
		}
		List<String> asked = query.all("status");
		for (String status : asked) {
			if (!STATUSES.contains(status)) {
				throw ProblemException
					.invalid("status is " + Quoting.quoted(status) + "; it takes ACTIVE, INVITED or EXPIRED.");
			}
		}
		Set<String> shown = asked.isEmpty() ? STATUSES : Set.copyOf(asked);
		return page(Section.USERS, null, contains(email).and((user) -> shown.contains(status(user))), query);
	}

	/** Older servers, and so files, have statuses in lower case. */
	private static String status(Entry user) {
		String status = user.text("status");
		return status.isEmpty() ? ACTIVE : status.toUpperCase(Locale.ROOT);
	}

	public Result roles(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String text = query.find("is_predefined");
		if (text != null && !text.equals("true") && !text.equals("false")) {
			throw ProblemException.invalid("is_predefined is " + Quoting.quoted(text) + "; it takes true or false.");
		}
		PageRequest page = PageRequest.of(query, Section.ROLES.title());
		List<Entry> found = find(Section.ROLES, null,
				(role) -> text == null || text.equals(role.shown().path("is_predefined").asString()), page);
		List<Entry> shown = rights.readsRoles() ? found
				: found.stream().map((role) -> role.without("permissions")).toList();
		return answer(Section.ROLES, shown, page);
	}

	public Result organizations(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		return page(Section.ORGANIZATIONS, null,
				contains(query.find("name")).and((organization) -> seesIn(organization, rights)), query);
	}

	private boolean seesIn(Entry organization, KeyRights rights) {
		List<Entry> spaces = this.directory.list(Section.SPACES).in(organization.id());
		return spaces.isEmpty() ? rights.seesElsewhere() : spaces.stream().anyMatch((space) -> rights.sees(space.id()));
	}

	public Result spaces(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		Id organization = id(query, "org_id", "Organization");
		return page(Section.SPACES, organization, contains(query.find("name")).and(seenBy(rights)), query);
	}

	/** A space that is not there, or that the key does not see, is answered with 404. */
	public Result projects(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		Id space = id(query, "space_id", "Space");
		if (space != null && this.directory.isComplete() && !(this.directory.exists(space) && rights.sees(space))) {
			throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND,
					"There is no space " + Quoting.quoted(space.text()) + ".");
		}
		return page(Section.PROJECTS, space, contains(query.find("name")).and(seenBy(rights)), query);
	}

	/** A key may manage the restrictions where it may create bindings. */
	public Result restrictions(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		String type = query.find("resource_type");
		if (type != null && !type.equals("PROJECT")) {
			throw ProblemException.invalid("resource_type is " + Quoting.quoted(type) + "; it takes PROJECT.");
		}
		return page(Section.RESTRICTIONS, null, (restriction) -> rights.may(Right.CREATE, restriction.id()), query);
	}

	private Result page(Section section, @Nullable Id parent, Predicate<Entry> filter, Query query) {
		PageRequest page = PageRequest.of(query, section.title());
		return answer(section, find(section, parent, filter, page), page);
	}

	private List<Entry> find(Section section, @Nullable Id parent, Predicate<Entry> filter, PageRequest page) {
		Listing listing = this.directory.list(section);
		return listing.page(parent, position(page.after(), listing.size()), filter, page.limit() + 1);
	}

	private static Result answer(Section section, List<Entry> found, PageRequest page) {
		return Page.of(section.title(), found, page, (entry) -> String.valueOf(entry.position()), (entry) -> true);
	}

	private static int position(@Nullable String after, int size) {
		if (after == null) {
			return -1;
		}
		try {
			int position = Integer.parseInt(after);
			if (position >= 0 && position < size) {
				return position;
			}
		}
		catch (NumberFormatException ex) {
			// The same to the client as a number that is too large.
		}
		throw PageRequest.malformedCursor();
	}

	private static Predicate<Entry> seenBy(KeyRights rights) {
		return (entry) -> rights.sees(entry.id());
	}

	private static @Nullable Id id(Query query, String name, String kind) {
		String text = query.find(name);
		return (text != null) ? IdCheck.read(name, text, kind) : null;
	}

	private static Predicate<Entry> contains(@Nullable String part) {
		String searched = (part != null) ? part.toLowerCase(Locale.ROOT) : "";
		return (entry) -> entry.searched().contains(searched);
	}

}

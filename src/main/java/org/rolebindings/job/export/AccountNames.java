package org.rolebindings.job.export;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.directory.DirectoryEntry;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.store.KeyValueFile;

/**
 * The names of what is in an account, by id, on disk. A name counts only if an import
 * finds the same thing by it.
 */
final class AccountNames implements Closeable {

	private static final int LONGEST = 4_096;

	/** The longest email by which the server finds a user. */
	private static final int LONGEST_EMAIL = 255;

	private static final char SEPARATOR = '\0';

	/** Several have the name. */
	private static final String MANY = "";

	private final Directories directories;

	private final KeyValueFile values;

	AccountNames(Directories directories, Path file) {
		this.directories = directories;
		this.values = KeyValueFile.open(file);
	}

	/**
	 * A binding with its names.
	 *
	 * @param names the names; empty texts if there is a reason
	 * @param reason why the binding cannot be named, or {@code null}
	 */
	record Naming(RowNames names, @Nullable UnnamedReason reason) {

		static final RowNames NO_NAMES = new RowNames("", "", "", "", "");

		static Naming without(UnnamedReason reason) {
			return new Naming(NO_NAMES, reason);
		}

	}

	/**
	 * Checks that the key may read the lists.
	 * @throws org.rolebindings.job.plan.AccountUnlistableException if it may not
	 */
	void check(boolean projects) {
		this.directories.check(Directory.USERS);
		this.directories.check(Directory.ROLES);
		this.directories.check(Directory.ORGANIZATIONS);
		this.directories.check(Directory.SPACES);
		if (projects) {
			this.directories.check(Directory.PROJECTS);
		}
	}

	/** Reads the lists. */
	void read(boolean projects) {
		this.directories.forEach(Directory.USERS, Map.of(),
				(user) -> add(Kind.USER, user, "", user.name().toLowerCase(Locale.ROOT)));
		this.directories.forEach(Directory.ROLES, Map.of(), (role) -> add(Kind.ROLE, role, "", role.name()));
		this.directories.forEach(Directory.ORGANIZATIONS, Map.of(), (organization) -> {
			add(Kind.ORGANIZATION, organization, "", organization.name());
			this.directories.forEach(Directory.SPACES, Map.of("org_id", organization.id()),
					(space) -> add(Kind.SPACE, space, organization.id(), space.name()));
		});
		if (projects) {
			this.directories.forEach(Directory.PROJECTS, Map.of(),
					(project) -> add(Kind.PROJECT, project, project.spaceId(), project.name()));
		}
	}

	/** What has a name. */
	private enum Kind {

		USER(UnnamedReason.USER_NOT_LISTED, UnnamedReason.USER_AMBIGUOUS),

		ROLE(UnnamedReason.ROLE_NOT_LISTED, UnnamedReason.ROLE_AMBIGUOUS),

		ORGANIZATION(UnnamedReason.SPACE_NOT_LISTED, UnnamedReason.SPACE_AMBIGUOUS),

		SPACE(UnnamedReason.SPACE_NOT_LISTED, UnnamedReason.SPACE_AMBIGUOUS),

		PROJECT(UnnamedReason.PROJECT_NOT_LISTED, UnnamedReason.PROJECT_AMBIGUOUS);

		private final UnnamedReason notListed;

		private final UnnamedReason ambiguous;

		Kind(UnnamedReason notListed, UnnamedReason ambiguous) {
			this.notListed = notListed;
			this.ambiguous = ambiguous;
		}

		String byId(String id) {
			return "I" + SEPARATOR + name() + SEPARATOR + ListedRow.identity(id);
		}

		String byName(String parent, String compared) {
			return "N" + SEPARATOR + name() + SEPARATOR + (parent.isEmpty() ? "" : ListedRow.identity(parent))
					+ SEPARATOR + compared;
		}

	}

	private void add(Kind kind, DirectoryEntry entry, String parent, String compared) {
		String byId = kind.byId(entry.id());
		String before = this.values.get(byId);
		// A server that ignores the filter lists each space under every organization
		boolean elsewhere = before != null && !before.startsWith(parent + SEPARATOR);
		this.values.put(byId, parent + SEPARATOR + entry.name());
		String byName = kind.byName(parent, compared);
		String other = this.values.get(byName);
		String identity = ListedRow.identity(entry.id());
		this.values.put(byName, (!elsewhere && (other == null || other.equals(identity))) ? identity : MANY);
	}

	/** Names a binding. */
	Naming name(ListedRow row) {
		Entry user = find(Kind.USER, row.userId());
		Entry role = find(Kind.ROLE, row.roleId());
		boolean isSpace = row.type() == ResourceType.SPACE;
		Entry project = isSpace ? Entry.NONE : find(Kind.PROJECT, row.resourceId());
		Entry space = find(Kind.SPACE, isSpace ? row.resourceId() : project.parent);
		Entry organization = find(Kind.ORGANIZATION, space.parent);
		for (Entry entry : new Entry[] { user, role, project, space, organization }) {
			if (entry.reason != null) {
				return Naming.without(entry.reason);
			}
		}
		return new Naming(new RowNames(role.name, user.name, organization.name, space.name, project.name), null);
	}

	/**
	 * An entry of a list.
	 *
	 * @param parent the id of what it is in, or an empty text
	 * @param name the name
	 * @param reason why an import does not find it by its name, or {@code null}
	 */
	private record Entry(String parent, String name, @Nullable UnnamedReason reason) {

		static final Entry NONE = new Entry("", "", null);

	}

	private Entry find(Kind kind, String id) {
		String value = this.values.get(kind.byId(id));
		if (value == null) {
			return new Entry("", "", kind.notListed);
		}
		int separator = value.indexOf(SEPARATOR);
		String parent = value.substring(0, separator);
		String name = value.substring(separator + 1);
		if (!comesBack(name) || (kind == Kind.USER && name.length() > LONGEST_EMAIL)) {
			return new Entry(parent, name, kind.notListed);
		}
		String compared = (kind == Kind.USER) ? name.toLowerCase(Locale.ROOT) : name;
		boolean many = MANY.equals(this.values.get(kind.byName(parent, compared)));
		return new Entry(parent, name, many ? kind.ambiguous : null);
	}

	/** Returns whether an import reads a name as it is here. */
	private static boolean comesBack(String name) {
		return !name.isEmpty() && name.length() <= LONGEST && name.indexOf(SEPARATOR) < 0
				&& Blanks.trim(name).equals(name) && StandardCharsets.UTF_8.newEncoder().canEncode(name);
	}

	@Override
	public void close() {
		this.values.close();
	}

}

package org.rolebindings.job.export;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.directory.Directory;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.job.names.UnknownNameException;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.store.KeyValueFile;

/** Which bindings an export has. Only users are filtered by the server. */
final class ExportFilter implements Closeable {

	private static final String ANY = "";

	private final List<Id> users;

	private final Set<String> roles = new LinkedHashSet<>();

	private final List<Id> spaces;

	/** The spaces with their projects, on disk; {@code null} for all. */
	private final @Nullable KeyValueFile resources;

	/**
	 * Prepares a filter.
	 * @param users the users, or none for all
	 * @param roles the roles, or none for all
	 * @param spaces the spaces, or none for all
	 * @param file a file for temporary use
	 */
	ExportFilter(List<Id> users, List<Id> roles, List<Id> spaces, Path file) {
		this.users = List.copyOf(new LinkedHashSet<>(users));
		roles.forEach((role) -> this.roles.add(ListedRow.identity(role.text())));
		this.spaces = List.copyOf(new LinkedHashSet<>(spaces));
		this.resources = spaces.isEmpty() ? null : KeyValueFile.open(file);
	}

	/**
	 * Finds the projects of the spaces.
	 * @throws UnknownNameException if the account does not have a space
	 * @throws org.rolebindings.job.plan.AccountUnlistableException if they cannot be
	 * listed
	 */
	void readProjects(Directories directories) {
		KeyValueFile file = this.resources;
		if (file == null) {
			return;
		}
		for (Id space : this.spaces) {
			file.put(ListedRow.identity(space.text()), ANY);
			try {
				directories.forEachIfListed(Directory.PROJECTS, Map.of("space_id", space.text()), (project) -> {
					// A server that ignores the filter lists the projects of all spaces
					if (space.isSpelledAs(project.spaceId())) {
						file.put(ListedRow.identity(project.id()), ANY);
					}
				});
			}
			catch (ListingRefusedException ex) {
				throw ex.isNotFound()
						? new UnknownNameException("--space is " + Quoting.quoted(space.text())
								+ "; there is no such space in this account, or this key may not see it.")
						: directories.unlistable(Directory.PROJECTS, ex);
			}
		}
	}

	/** Returns the users whose bindings are to be listed; none for all. */
	List<Id> users() {
		return this.users;
	}

	/**
	 * Returns whether a binding belongs to the export. A field that the server leaves out
	 * excludes nothing.
	 */
	boolean includes(RoleBinding binding) {
		return (this.users.isEmpty() || binding.userId().isEmpty()
				|| this.users.stream().anyMatch((user) -> user.isSpelledAs(binding.userId())))
				&& (this.roles.isEmpty() || binding.roleId().isEmpty()
						|| this.roles.contains(ListedRow.identity(binding.roleId())))
				&& (binding.resourceId().isEmpty() || includesResource(binding.resourceId()));
	}

	/** Returns whether a space or a project is in one of the spaces. */
	boolean includesResource(String id) {
		return this.resources == null || this.resources.get(ListedRow.identity(id)) != null;
	}

	@Override
	public void close() {
		if (this.resources != null) {
			this.resources.close();
		}
	}

}

package org.rolebindings.job.export;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.job.names.GivenNames;
import org.rolebindings.job.names.UnknownNameException;
import org.rolebindings.job.plan.AccountUnlistableException;
import org.rolebindings.listing.ListingRefusedException;

/** Reads the filter of an export from its options, which have ids or names. */
final class FilterReader {

	static final String USER = "--user";

	private static final Set<String> KINDS = Set.of("Role", "User", "Space", "Model", "Project", "Organization",
			"RoleBinding");

	private final ExportProperties properties;

	private final GivenNames names;

	private final URI target;

	FilterReader(ExportProperties properties, GivenNames names, URI target) {
		this.properties = properties;
		this.names = names;
		this.target = target;
	}

	/** Finds the ids of names, like {@link GivenNames#roles}. */
	@FunctionalInterface
	private interface LookUp {

		List<String> find(String option, List<String> names, Path folder);

	}

	/**
	 * Reads the filter.
	 * @param folder a folder for temporary files
	 * @throws UnknownNameException if a value is no id, and not the name of one thing
	 */
	ExportFilter read(Path folder) {
		List<Id> users = ids(USER, "User", this.properties.users(), this.names::users, folder);
		List<Id> roles = ids("--role", "Role", this.properties.roles(), this.names::roles, folder);
		List<Id> spaces = ids("--space", "Space", this.properties.spaces(), this.names::spaces, folder);
		return new ExportFilter(users, roles, spaces, folder.resolve("resources"));
	}

	private List<Id> ids(String option, String kind, List<String> values, LookUp lookUp, Path folder) {
		List<Id> ids = new ArrayList<>();
		List<String> unknown = new ArrayList<>();
		for (String value : values) {
			Optional<Id> id = Id.parse(value).filter((parsed) -> KINDS.contains(parsed.kind()));
			if (id.isEmpty()) {
				unknown.add(value);
			}
			else if (id.get().kind().equals(kind)) {
				ids.add(id.get());
			}
			else {
				throw new UnknownNameException(option + " is " + Quoting.quoted(value) + ", the id of a "
						+ id.get().kind() + "; it takes the id or the " + (option.equals(USER) ? "email" : "name")
						+ " of a " + kind + ".");
			}
		}
		for (String found : find(option, unknown, lookUp, folder)) {
			ids.add(Id.parse(found)
				.orElseThrow(() -> new UnknownNameException(option + " has a name with the id " + Quoting.quoted(found)
						+ ", which this program cannot read.")));
		}
		return ids;
	}

	private List<String> find(String option, List<String> names, LookUp lookUp, Path folder) {
		try {
			return names.isEmpty() ? List.of() : lookUp.find(option, names, folder);
		}
		catch (ListingRefusedException ex) {
			throw new AccountUnlistableException(this.target, "names for " + option, "to list them", ex);
		}
	}

}

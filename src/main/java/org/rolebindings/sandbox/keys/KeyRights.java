package org.rolebindings.sandbox.keys;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.rolebindings.binding.Id;

/**
 * What one key may do. A project's rights are those of its space.
 *
 * @param bySpace the rights on the spaces that the file names
 * @param elsewhere the rights on every other space
 * @param readsRoles whether the key has {@code ROLE_READ}, which no file can give
 * @param spaceOf finds the space that a resource is in
 */
public record KeyRights(Map<Id, Set<Right>> bySpace, Set<Right> elsewhere, boolean readsRoles,
		Function<Id, Optional<Id>> spaceOf) {

	/** What every key may do if there is no file. */
	static final KeyRights ALL = new KeyRights(Map.of(), EnumSet.allOf(Right.class), true, Optional::of);

	public boolean may(Right right, Id resource) {
		return on(resource).contains(right);
	}

	/** Whether the key may do anything there, and so sees that it is there. */
	public boolean sees(Id resource) {
		return !on(resource).isEmpty();
	}

	/** Whether the key may do anything in spaces that the file does not name. */
	public boolean seesElsewhere() {
		return !this.elsewhere.isEmpty();
	}

	private Set<Right> on(Id resource) {
		return this.spaceOf.apply(resource)
			.map((space) -> this.bySpace.getOrDefault(space, this.elsewhere))
			.orElse(this.elsewhere);
	}

}

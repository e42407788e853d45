package org.rolebindings.sandbox.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.rolebindings.binding.Id;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The users, roles, organizations, spaces and projects that the sandbox knows by name,
 * and which ids it takes in a binding.
 * <p>
 * A directory that was read from a file knows what exists: nothing but what is in it. The
 * built-in one takes any id. For tests, an id that contains {@code missing} after its
 * kind names nothing there, and one that contains {@code forbidden} is not accessible.
 */
public final class Directory {

	/** The status of users whom no list shows. */
	public static final String DEACTIVATED = "DEACTIVATED";

	private static final String BUILT_IN = "built-in.json";

	private final Map<Section, Listing> listings;

	private final boolean complete;

	Directory(Map<Section, Listing> listings, boolean complete) {
		this.listings = new EnumMap<>(listings);
		this.complete = complete;
	}

	/**
	 * The directory that the sandbox has if it is given none.
	 * @return a few entries of each kind
	 */
	public static Directory builtIn() {
		DirectoryReader reader = new DirectoryReader();
		try (InputStream in = Objects.requireNonNull(Directory.class.getResourceAsStream(BUILT_IN))) {
			for (Map.Entry<String, JsonNode> list : new JsonMapper().readTree(in).properties()) {
				Section section = Objects.requireNonNull(Section.find(list.getKey()));
				list.getValue().forEach((json) -> reader.add(section, new FileEntry(BUILT_IN, (ObjectNode) json)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Directory(reader.listings(), false);
	}

	public Listing list(Section section) {
		return Objects.requireNonNull(this.listings.get(section));
	}

	/**
	 * Whether this directory knows all that exists.
	 * @return whether an id that is not in it names nothing
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/** Whether an id names something, for all that an answer may tell. */
	public boolean exists(Id id) {
		if (!this.complete) {
			return !says(id, "missing");
		}
		return has(Section.USERS, id) || has(Section.ROLES, id) || hasResource(id);
	}

	/**
	 * Whether no key may use an id in a binding. A resource that does not exist is
	 * answered like one that is not accessible.
	 */
	public boolean isForbidden(Id id) {
		if (!this.complete) {
			return says(id, "forbidden");
		}
		return (Section.SPACES.holds(id) || Section.PROJECTS.holds(id)) && !hasResource(id);
	}

	/**
	 * Finds the space that a binding's resource is in.
	 * @param resource a space or a project
	 * @return the space itself, or the space of a project in the directory
	 */
	public Optional<Id> spaceOf(Id resource) {
		if (Section.SPACES.holds(resource)) {
			return Optional.of(resource);
		}
		return list(Section.PROJECTS).find(resource).map(Entry::parent);
	}

	private boolean hasResource(Id id) {
		return has(Section.SPACES, id) || has(Section.PROJECTS, id);
	}

	private boolean has(Section section, Id id) {
		return list(section).find(id).isPresent();
	}

	private static boolean says(Id id, String word) {
		String identity = new String(id.bytes(), StandardCharsets.ISO_8859_1);
		return identity.indexOf(word, id.kind().length()) >= 0;
	}

}

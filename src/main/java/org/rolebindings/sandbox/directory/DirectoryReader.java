package org.rolebindings.sandbox.directory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;

/**
 * Makes a directory of the entries of a file, which come in any order. What is wrong with
 * one is an {@link IllegalArgumentException}.
 */
public final class DirectoryReader {

	private static final Set<String> STATUSES = Set.of("ACTIVE", "INVITED", "EXPIRED", Directory.DEACTIVATED);

	private final Map<Section, List<Entry>> entries = new EnumMap<>(Section.class);

	private final Map<Section, Map<Id, String>> places = new EnumMap<>(Section.class);

	/**
	 * Adds an entry.
	 * @param section the list that it is in
	 * @param read the entry
	 */
	public void add(Section section, FileEntry read) {
		Id id = read.id(section.idField(), section.kinds());
		String other = places(section).putIfAbsent(id, read.place());
		if (other != null) {
			throw read
				.wrong(section.idField() + " is " + Quoting.quoted(id.text()) + ", and so is that of " + other + ".");
		}
		String searched = read.text(section.searchedField()).toLowerCase(Locale.ROOT);
		Id parent = switch (section) {
			case USERS -> user(read);
			case ROLES -> role(read);
			case ORGANIZATIONS -> null;
			case SPACES -> parent(read, "org_id", Section.ORGANIZATIONS);
			case PROJECTS -> parent(read, "space_id", Section.SPACES);
			case RESTRICTIONS -> restriction(read);
		};
		if (section == Section.SPACES) {
			read.json().remove("org_id");
		}
		List<Entry> list = entries(section);
		list.add(new Entry(list.size(), id, parent, searched, read.json()));
	}

	private static @Nullable Id user(FileEntry read) {
		String unused = read.text("name");
		if (read.json().has("status")) {
			String status = read.text("status");
			if (!STATUSES.contains(status.toUpperCase(Locale.ROOT))) {
				throw read.wrong("status is " + Quoting.quoted(status)
						+ "; it takes ACTIVE, INVITED, EXPIRED or DEACTIVATED, in any case.");
			}
		}
		return null;
	}

	private static @Nullable Id role(FileEntry read) {
		read.requireBoolean("is_predefined");
		return null;
	}

	private static Id parent(FileEntry read, String field, Section section) {
		return read.id(field, section.kinds());
	}

	private static @Nullable Id restriction(FileEntry read) {
		String type = read.text("resource_type");
		if (!type.equals("PROJECT")) {
			throw read.wrong("resource_type is " + Quoting.quoted(type) + "; it takes PROJECT.");
		}
		read.time("created_at");
		return null;
	}

	/**
	 * The directory with all entries.
	 * @return a directory in which nothing exists but these
	 */
	public Directory directory() {
		requireKnown(Section.SPACES, "org_id", Section.ORGANIZATIONS);
		requireKnown(Section.PROJECTS, "space_id", Section.SPACES);
		requireKnown(Section.RESTRICTIONS, "resource_id", Section.PROJECTS);
		return new Directory(listings(), true);
	}

	private void requireKnown(Section section, String field, Section target) {
		for (Entry entry : entries(section)) {
			Id named = (entry.parent() != null) ? entry.parent() : entry.id();
			if (!places(target).containsKey(named)) {
				throw new IllegalArgumentException(places(section).get(entry.id()) + ": " + field + " is "
						+ Quoting.quoted(named.text()) + ", which is not in " + target.title() + ".");
			}
		}
	}

	Map<Section, Listing> listings() {
		Map<Section, Listing> listings = new EnumMap<>(Section.class);
		for (Section section : Section.values()) {
			listings.put(section, new Listing(entries(section)));
		}
		return listings;
	}

	private List<Entry> entries(Section section) {
		return this.entries.computeIfAbsent(section, (key) -> new ArrayList<>());
	}

	private Map<Id, String> places(Section section) {
		return this.places.computeIfAbsent(section, (key) -> new HashMap<>());
	}

}

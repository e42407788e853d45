package org.rolebindings.sandbox.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;

/** The entries of one section, in their order. */
public final class Listing {

	private final List<Entry> entries;

	private final Map<Id, Entry> byId = new HashMap<>();

	private final Map<Id, List<Entry>> byParent = new HashMap<>();

	Listing(List<Entry> entries) {
		this.entries = List.copyOf(entries);
		for (Entry entry : entries) {
			this.byId.put(entry.id(), entry);
			if (entry.parent() != null) {
				this.byParent.computeIfAbsent(entry.parent(), (key) -> new ArrayList<>()).add(entry);
			}
		}
	}

	public int size() {
		return this.entries.size();
	}

	public Optional<Entry> find(Id id) {
		return Optional.ofNullable(this.byId.get(id));
	}

	/**
	 * The entries of one parent.
	 * @param parent an organization or a space, or {@code null} for all entries
	 * @return the entries, in their order
	 */
	public List<Entry> in(@Nullable Id parent) {
		return (parent != null) ? this.byParent.getOrDefault(parent, List.of()) : this.entries;
	}

	/**
	 * Finds the entries of a page.
	 * @param parent the parent of all of them, or {@code null} for any
	 * @param after the position after which to begin, -1 for the beginning
	 * @param filter which entries are wanted
	 * @param limit the most entries to find
	 * @return the entries, in their order
	 */
	public List<Entry> page(@Nullable Id parent, int after, Predicate<Entry> filter, int limit) {
		List<Entry> candidates = in(parent);
		List<Entry> found = new ArrayList<>();
		for (int i = firstAfter(candidates, after); i < candidates.size() && found.size() < limit; i++) {
			if (filter.test(candidates.get(i))) {
				found.add(candidates.get(i));
			}
		}
		return found;
	}

	/** Positions ascend, and those of a parent's entries have gaps. */
	private static int firstAfter(List<Entry> candidates, int after) {
		int low = 0;
		int high = candidates.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (candidates.get(middle).position() > after) {
				high = middle;
			}
			else {
				low = middle + 1;
			}
		}
		return low;
	}

}

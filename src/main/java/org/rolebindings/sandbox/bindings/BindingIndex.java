package org.rolebindings.sandbox.bindings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/** Bindings by key, for each resource type. It is not thread-safe. */
final class BindingIndex {

	private final Map<ResourceType, NavigableMap<BindingKey, StoredBinding>> byType = new EnumMap<>(ResourceType.class);

	/**
	 * Adds a binding.
	 * @param binding the binding
	 * @return whether there was none with its key
	 */
	boolean add(StoredBinding binding) {
		return byKey(binding.type()).putIfAbsent(binding, binding) == null;
	}

	/** Adds a binding, or replaces the one with its key. */
	void put(StoredBinding binding) {
		byKey(binding.type()).put(binding, binding);
	}

	void remove(StoredBinding binding) {
		byKey(binding.type()).remove(binding);
	}

	/**
	 * Lists bindings, ordered by key.
	 * @param type the resource type
	 * @param user the user whose bindings are listed, or {@code null} for all
	 * @param after the key after which to begin, or {@code null} for the beginning
	 * @param limit the most bindings to list
	 * @return the bindings
	 */
	List<SandboxBinding> list(ResourceType type, @Nullable Id user, @Nullable BindingKey after, int limit) {
		NavigableMap<BindingKey, StoredBinding> byKey = byKey(type);
		if (after != null) {
			byKey = byKey.tailMap(after, false);
		}
		else if (user != null) {
			byKey = byKey.tailMap(BindingKey.before(user), false);
		}
		List<SandboxBinding> listed = new ArrayList<>();
		// A stream over a part of a TreeMap would count its elements first
		for (StoredBinding binding : byKey.values()) {
			if (listed.size() == limit || (user != null && !binding.isOf(user))) {
				break;
			}
			listed.add(binding.view());
		}
		return listed;
	}

	private NavigableMap<BindingKey, StoredBinding> byKey(ResourceType type) {
		return this.byType.computeIfAbsent(type, (key) -> new TreeMap<>());
	}

}

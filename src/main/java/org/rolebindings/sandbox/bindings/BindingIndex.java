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

/** Bindings by slot, for each resource type. It is not safe for use by two threads. */
final class BindingIndex {

	private final Map<ResourceType, NavigableMap<BindingKey, StoredBinding>> bySlot = new EnumMap<>(ResourceType.class);

	/**
	 * Adds a binding.
	 * @param binding the binding
	 * @return whether its slot was free
	 */
	boolean add(StoredBinding binding) {
		return slots(binding.type()).putIfAbsent(binding, binding) == null;
	}

	/** Puts a binding into its slot, free or not. */
	void put(StoredBinding binding) {
		slots(binding.type()).put(binding, binding);
	}

	void remove(StoredBinding binding) {
		slots(binding.type()).remove(binding);
	}

	/**
	 * Lists bindings, ordered by slot.
	 * @param type the resource type
	 * @param user the user whose bindings are listed, or {@code null} for all
	 * @param after the slot after which to begin, or {@code null} for the beginning
	 * @param limit the most bindings to list
	 * @return the bindings
	 */
	List<SandboxBinding> list(ResourceType type, @Nullable Id user, @Nullable BindingKey after, int limit) {
		NavigableMap<BindingKey, StoredBinding> slots = slots(type);
		if (after != null) {
			slots = slots.tailMap(after, false);
		}
		else if (user != null) {
			slots = slots.tailMap(BindingKey.before(user), false);
		}
		List<SandboxBinding> listed = new ArrayList<>();
		// No stream: one over a part of a TreeMap first counts what is in it.
		for (StoredBinding binding : slots.values()) {
			if (listed.size() == limit || (user != null && !binding.isOf(user))) {
				break;
			}
			listed.add(binding.view());
		}
		return listed;
	}

	private NavigableMap<BindingKey, StoredBinding> slots(ResourceType type) {
		return this.bySlot.computeIfAbsent(type, (key) -> new TreeMap<>());
	}

}

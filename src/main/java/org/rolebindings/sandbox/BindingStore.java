package org.rolebindings.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * Holds the bindings: by number, and by slot for each resource type. One lock guards both
 * and is held for microseconds.
 */
final class BindingStore {

	private final Clock clock;

	private final TextPool pool = new TextPool();

	/** The binding of number n is at n - 1; {@code null} where it was deleted. */
	private final List<@Nullable StoredBinding> byNumber = new ArrayList<>();

	private final Map<ResourceType, NavigableMap<Slot, StoredBinding>> bySlot = new EnumMap<>(ResourceType.class);

	BindingStore(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Creates a binding.
	 * @param wanted the binding
	 * @return what was created, or empty where the user has a binding on the resource
	 */
	synchronized Optional<SandboxBinding> create(Binding wanted) {
		StoredBinding stored = new StoredBinding(this.byNumber.size() + 1, wanted, this.clock.millis(), this.pool);
		if (slots(stored.type()).putIfAbsent(stored, stored) != null) {
			return Optional.empty();
		}
		this.byNumber.add(stored);
		return Optional.of(stored.view());
	}

	synchronized Optional<SandboxBinding> find(Id id) {
		return stored(id).map(StoredBinding::view);
	}

	synchronized Optional<SandboxBinding> changeRole(Id id, Id role) {
		Optional<StoredBinding> found = stored(id);
		found.ifPresent((binding) -> binding.changeRole(this.pool.share(role.text()), this.clock.millis()));
		return found.map(StoredBinding::view);
	}

	/**
	 * Deletes a binding.
	 * @param id its id
	 * @return whether there was one
	 */
	synchronized boolean delete(Id id) {
		Optional<StoredBinding> found = stored(id);
		found.ifPresent((binding) -> {
			this.byNumber.set(binding.number() - 1, null);
			slots(binding.type()).remove(binding);
		});
		return found.isPresent();
	}

	/**
	 * Lists bindings, ordered by slot.
	 * @param type the resource type
	 * @param user the user whose bindings are listed, or {@code null} for all
	 * @param after the slot after which to begin, or {@code null} for the beginning
	 * @param limit the most bindings to list
	 * @return the bindings
	 */
	synchronized List<SandboxBinding> list(ResourceType type, @Nullable Id user, @Nullable Slot after, int limit) {
		NavigableMap<Slot, StoredBinding> slots = slots(type);
		if (after != null) {
			slots = slots.tailMap(after, false);
		}
		else if (user != null) {
			slots = slots.tailMap(Slot.before(user), false);
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

	/**
	 * All bindings.
	 * @return the bindings in the order in which they were created
	 */
	synchronized List<SandboxBinding> all() {
		return this.byNumber.stream().filter(Objects::nonNull).map(StoredBinding::view).toList();
	}

	private Optional<StoredBinding> stored(Id id) {
		int number = BindingId.number(id);
		boolean known = number > 0 && number <= this.byNumber.size();
		return known ? Optional.ofNullable(this.byNumber.get(number - 1)) : Optional.empty();
	}

	private NavigableMap<Slot, StoredBinding> slots(ResourceType type) {
		return this.bySlot.computeIfAbsent(type, (key) -> new TreeMap<>());
	}

}

package org.rolebindings.sandbox.bindings;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * Holds the bindings: by number, and by key for each resource type. One lock guards all
 * of it and is held for microseconds.
 */
public final class BindingStore {

	private final Clock clock;

	private final TextPool pool = new TextPool();

	/** The bindings that were there at the start; {@code null} if it was deleted. */
	private final Map<Id, @Nullable StoredBinding> given = new LinkedHashMap<>();

	/** The binding of number n is at n - 1; {@code null} if it was deleted. */
	private final List<@Nullable StoredBinding> byNumber = new ArrayList<>();

	private final BindingIndex index = new BindingIndex();

	private final @Nullable LaggingIndex lists;

	/**
	 * Creates an empty store.
	 * @param clock tells the bindings' times
	 * @param lists what lists show, or {@code null} if they show every write at once
	 */
	public BindingStore(Clock clock, @Nullable LaggingIndex lists) {
		this.clock = clock;
		this.lists = lists;
	}

	/**
	 * Adds a binding that was there before the sandbox started.
	 * @param binding the binding, with an id and a key that no other has
	 */
	public synchronized void give(SandboxBinding binding) {
		StoredBinding stored = new GivenBinding(binding, binding.wanted(), this.pool);
		if (!this.index.add(stored)) {
			throw new IllegalArgumentException("Two bindings of one user on one resource: " + binding);
		}
		this.given.put(Id.parse(binding.id()).orElseThrow(), stored);
		if (this.lists != null) {
			this.lists.add(stored.copy());
		}
	}

	/**
	 * Creates a binding.
	 * @param wanted the binding
	 * @return what was created, or empty if the user has a binding on the resource
	 */
	public synchronized Optional<SandboxBinding> create(Binding wanted) {
		skipGivenIds();
		StoredBinding stored = new StoredBinding(this.byNumber.size() + 1, wanted, this.clock.millis(), this.pool);
		if (!this.index.add(stored)) {
			return Optional.empty();
		}
		this.byNumber.add(stored);
		StoredBinding shown = stored.copy();
		show((lists) -> lists.put(shown));
		return Optional.of(stored.view());
	}

	public synchronized Optional<SandboxBinding> find(Id id) {
		return stored(id).map(StoredBinding::view);
	}

	public synchronized Optional<SandboxBinding> changeRole(Id id, Id role) {
		Optional<StoredBinding> found = stored(id);
		found.ifPresent((binding) -> {
			binding.changeRole(this.pool.share(role.text()), this.clock.millis());
			StoredBinding shown = binding.copy();
			show((lists) -> lists.put(shown));
		});
		return found.map(StoredBinding::view);
	}

	/**
	 * Deletes a binding.
	 * @param id its id
	 * @return whether there was one
	 */
	public synchronized boolean delete(Id id) {
		Optional<StoredBinding> found = stored(id);
		found.ifPresent((binding) -> {
			if (this.given.replace(id, null) == null) {
				this.byNumber.set(binding.number() - 1, null);
			}
			this.index.remove(binding);
			show((lists) -> lists.remove(binding));
		});
		return found.isPresent();
	}

	/**
	 * Lists bindings, ordered by key.
	 * @param type the resource type
	 * @param user the user whose bindings are listed, or {@code null} for all
	 * @param after the key after which to begin, or {@code null} for the beginning
	 * @param limit the most bindings to list
	 * @return the bindings
	 */
	public synchronized List<SandboxBinding> list(ResourceType type, @Nullable Id user, @Nullable BindingKey after,
			int limit) {
		BindingIndex listed = (this.lists != null) ? this.lists.read() : this.index;
		return listed.list(type, user, after, limit);
	}

	public synchronized boolean hasBindingOf(Id user) {
		return Arrays.stream(ResourceType.values()).anyMatch((type) -> !this.index.list(type, user, null, 1).isEmpty());
	}

	/**
	 * All bindings.
	 * @return the bindings in the order in which they were created
	 */
	public synchronized List<SandboxBinding> all() {
		return Stream.concat(this.given.values().stream(), this.byNumber.stream())
			.filter(Objects::nonNull)
			.map(StoredBinding::view)
			.toList();
	}

	/** An id is never used twice, even if its binding was deleted. */
	private void skipGivenIds() {
		while (!this.given.isEmpty()
				&& this.given.containsKey(Id.parse(BindingId.text(this.byNumber.size() + 1)).orElseThrow())) {
			this.byNumber.add(null);
		}
	}

	private Optional<StoredBinding> stored(Id id) {
		if (this.given.containsKey(id)) {
			return Optional.ofNullable(this.given.get(id));
		}
		int number = BindingId.number(id);
		boolean known = number > 0 && number <= this.byNumber.size();
		return known ? Optional.ofNullable(this.byNumber.get(number - 1)) : Optional.empty();
	}

	private void show(Consumer<BindingIndex> change) {
		if (this.lists != null) {
			this.lists.write(change);
		}
	}

}

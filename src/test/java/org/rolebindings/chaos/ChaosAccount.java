package org.rolebindings.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The server's memory: the bindings, and what was done to each. */
final class ChaosAccount {

	private final Clock clock;

	private final Map<Target, Held> held = new HashMap<>();

	private final Map<Target, Integer> creates = new HashMap<>();

	private final Map<Target, Integer> updates = new HashMap<>();

	/** What was held from a time on, if lists lag behind. */
	private final NavigableMap<Long, List<Held>> history = new TreeMap<>();

	private Duration lag = Duration.ZERO;

	private int made;

	ChaosAccount(Clock clock) {
		this.clock = clock;
	}

	/** Puts a binding there that no run has made. */
	synchronized Held put(Target target, String role, Instant createdAt) {
		Held held = held(target, role, createdAt);
		this.held.put(target, held);
		changed();
		return held;
	}

	/**
	 * Forgets what was done so far.
	 * @param lag how long it takes from now on until a change shows in lists
	 */
	synchronized void beginAnew(Duration lag) {
		this.creates.clear();
		this.updates.clear();
		this.lag = lag;
		this.history.clear();
		this.history.put(Long.MIN_VALUE, all());
	}

	private void changed() {
		if (!this.lag.isZero()) {
			this.history.put(millis(), all());
		}
	}

	private static long millis() {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
	}

	/** Creates a binding; {@code null} where there is one. */
	synchronized @Nullable Held create(Target target, String role) {
		if (this.held.containsKey(target)) {
			return null;
		}
		Held held = held(target, role, this.clock.instant());
		this.held.put(target, held);
		this.creates.merge(target, 1, Integer::sum);
		changed();
		return held;
	}

	private Held held(Target target, String role, Instant createdAt) {
		this.made++;
		// Bytes that make a slash and a plus, which a path has to escape
		String plain = "RoleBinding:" + this.made + ":\u00fb\u00ff\u00fb\u00ff"
				+ Integer.toHexString(target.hashCode());
		String id = Base64.getEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1));
		return new Held(this.made, id, target, role, createdAt, createdAt);
	}

	synchronized Optional<Held> byId(String id) {
		return this.held.values().stream().filter((held) -> held.id().equals(id)).findFirst();
	}

	synchronized @Nullable Held find(Target target) {
		return this.held.get(target);
	}

	/** Replaces a role; {@code null} where there is no such binding. */
	synchronized @Nullable Held update(String id, String role) {
		Optional<Held> found = byId(id);
		if (found.isEmpty()) {
			return null;
		}
		Held updated = found.get().withRole(role, this.clock.instant());
		this.held.put(updated.target(), updated);
		this.updates.merge(updated.target(), 1, Integer::sum);
		changed();
		return updated;
	}

	/** Deletes a binding, and says whether there was one. */
	synchronized boolean delete(String id) {
		Optional<Held> found = byId(id);
		found.ifPresent((held) -> this.held.remove(held.target()));
		changed();
		return found.isPresent();
	}

	/** The bindings of a type, and of a user where one is named, after a number. */
	synchronized List<Held> list(String type, @Nullable String user, int after) {
		List<Held> listed = new ArrayList<>(
				this.lag.isZero() ? all() : this.history.floorEntry(millis() - this.lag.toMillis()).getValue());
		listed.removeIf((held) -> held.number() <= after || !held.target().type().equals(type)
				|| (user != null && !held.target().user().equals(user)));
		listed.sort((one, other) -> Integer.compare(one.number(), other.number()));
		return listed;
	}

	synchronized List<Held> all() {
		return List.copyOf(this.held.values());
	}

	/** How many creates of a binding were carried out. */
	synchronized int creates(Target target) {
		return this.creates.getOrDefault(target, 0);
	}

	/** How many updates of a binding were carried out. */
	synchronized int updates(Target target) {
		return this.updates.getOrDefault(target, 0);
	}

}

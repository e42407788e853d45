package org.rolebindings.sandbox.bindings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.sandbox.SandboxClient;

import static org.assertj.core.api.Assertions.assertThat;

class BindingStoreTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");

	private final Deque<Instant> times = new ArrayDeque<>(List.of(START));

	private final BindingStore store = new BindingStore(new QueueClock(this.times), null);

	@Test
	void changeRoleWhenLaterMovesUpdatedAtOnly() {
		Id id = id(create("User:1:a", "Space:1:a").id());
		this.times.add(START.plusMillis(1500));
		SandboxBinding changed = this.store.changeRole(id, id("Rol002")).orElseThrow();
		assertThat(changed.createdAt()).isEqualTo(START);
		assertThat(changed.updatedAt()).isEqualTo(START.plusMillis(1500));
		assertThat(this.store.all()).containsExactly(changed);
	}

	@Test
	void changeRoleWhenTheClockWasSetBackIsNotBeforeTheCreation() {
		Id id = id(create("User:1:a", "Space:1:a").id());
		this.times.add(START.minusSeconds(60));
		assertThat(this.store.changeRole(id, id("Rol002")).orElseThrow().updatedAt()).isEqualTo(START);
	}

	@Test
	void createWhenIdsHaveOneHashKeepsThemApart() {
		// "Aa" and "BB" have one hash, as strings and as bytes.
		assertThat(encoded("User:Aa")).hasSameHashCodeAs(encoded("User:BB"));
		create("User:Aa", "Space:Aa");
		create("User:BB", "Space:Aa");
		create("User:Aa", "Space:BB");
		create("User:BB", "Space:BB");
		assertThat(this.store.list(ResourceType.SPACE, encoded("User:Aa"), null, 10)).extracting(SandboxBinding::userId)
			.containsExactly(encoded("User:Aa").text(), encoded("User:Aa").text());
		assertThat(this.store.list(ResourceType.SPACE, encoded("User:BB"), null, 10)).hasSize(2);
		assertThat(this.store.list(ResourceType.SPACE, null, null, 10)).hasSize(4);
	}

	@Test
	void allWhenSomeWereDeletedShowsTheOthersInTheOrderOfTheirCreation() {
		SandboxBinding first = create("User:1:a", "Space:1:a");
		SandboxBinding second = create("User:2:a", "Space:1:a");
		SandboxBinding third = create("User:3:a", "Model:1:a");
		this.store.delete(id(second.id()));
		assertThat(this.store.all()).containsExactly(first, third);
	}

	@Test
	void listWhenItLagsShowsEachWriteLater() {
		long hour = Duration.ofHours(1).toNanos();
		AtomicLong now = new AtomicLong();
		BindingStore lagging = new BindingStore(Clock.systemUTC(), new LaggingIndex(Duration.ofHours(1), now::get));
		Binding wanted = new Binding(id("Rol001"), id("Usr001"), ResourceType.SPACE, id("Spa001"));

		SandboxBinding made = lagging.create(wanted).orElseThrow();
		assertThat(lagging.create(wanted)).isEmpty();
		assertThat(lagging.find(id(made.id()))).contains(made);
		assertThat(spaces(lagging)).isEmpty();
		now.addAndGet(hour);
		assertThat(spaces(lagging)).containsExactly(made);

		SandboxBinding changed = lagging.changeRole(id(made.id()), id("Rol002")).orElseThrow();
		assertThat(spaces(lagging)).containsExactly(made);
		now.addAndGet(hour);
		assertThat(spaces(lagging)).containsExactly(changed);

		lagging.delete(id(made.id()));
		assertThat(spaces(lagging)).containsExactly(changed);
		now.addAndGet(hour);
		assertThat(spaces(lagging)).isEmpty();
	}

	private static List<SandboxBinding> spaces(BindingStore store) {
		return store.list(ResourceType.SPACE, null, null, 10);
	}

	private SandboxBinding create(String user, String resource) {
		ResourceType type = resource.startsWith("Space") ? ResourceType.SPACE : ResourceType.PROJECT;
		return this.store.create(new Binding(id("Rol001"), encoded(user), type, encoded(resource))).orElseThrow();
	}

	private static Id encoded(String plain) {
		return id(SandboxClient.id(plain));
	}

	private static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

	/** Tells the times that it is given; the last one for ever. */
	private static final class QueueClock extends Clock {

		private final Deque<Instant> times;

		private QueueClock(Deque<Instant> times) {
			this.times = times;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Instant instant() {
			return this.times.getLast();
		}

	}

}

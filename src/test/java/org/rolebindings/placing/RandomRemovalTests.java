package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.FakeApi;
import org.rolebindings.api.Pagination;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.UpdateRoleBindingRequest;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a row is taken back at most once and told of as it is, whatever goes wrong:
 * faults of every kind, lists that lag behind writes, another client that acts in
 * between, a crash and another start.
 */
@Timeout(60)
class RandomRemovalTests {

	private static final String ROLE = TestBindings.ROLE;

	private static final String FORMER = TestBindings.OTHER_ROLE;

	private static final ExistingBinding MADE = new ExistingBinding("Bnd1", ROLE);

	private static final Instant MADE_AT = TestBindings.LONG_AGO;

	/** After 403 and 501, and if no attempt is answered. */
	private static final List<ErrorCode> FAILURES = List.of(ErrorCode.FORBIDDEN, ErrorCode.UNEXPECTED_RESPONSE,
			ErrorCode.RETRIES_EXHAUSTED);

	private static final int ROWS_OF_A_SEED = 200;

	static LongStream seeds() {
		return LongStream.range(0, 40);
	}

	/** A crash of the start. */
	private static final class Crash extends RuntimeException {

	}

	/** An account with one place for a binding, and a time that only moves by itself. */
	private static final class Account extends FakeApi implements UpdateJournal, ResourceSight {

		private static final int[] NOT_DONE = { 403, 408, 409, 425, 429, 500, 503, ApiException.NO_ANSWER };

		private static final int[] DONE_UNHEARD = { 200, 202, 408, 500, 501, 504, ApiException.NO_ANSWER };

		private final Random random;

		private final long lagMillis;

		/** What was in place, by the time from which on it was. */
		private final NavigableMap<Long, Optional<ExistingBinding>> history = new TreeMap<>();

		/** The bindings that the program has deleted, and given the former role. */
		private final List<ExistingBinding> deleted = new ArrayList<>();

		private final List<ExistingBinding> restored = new ArrayList<>();

		private @Nullable ExistingBinding journalled;

		/** What was in the journal at the end of each start. */
		private final List<ExistingBinding> journals = new ArrayList<>();

		private boolean reliable;

		private int foreignActs = 2;

		private int ids = 1;

		private long now;

		private long lookedUpAt;

		private long lastActAt = -1;

		Account(Random random) {
			this.random = random;
			this.lagMillis = random.nextBoolean() ? random.nextInt(5_000) : 0;
			this.history.put(-10_000L, Optional.of(new ExistingBinding("Bnd1", FORMER)));
			put(MADE);
		}

		private void put(@Nullable ExistingBinding binding) {
			this.history.put(++this.now, Optional.ofNullable(binding));
		}

		@Nullable ExistingBinding there() {
			return this.history.lastEntry().getValue().orElse(null);
		}

		void passes(Duration time) {
			this.now += time.toMillis();
		}

		/** Another client does something. */
		private void act() {
			this.now += 10;
			if (this.foreignActs == 0 || this.random.nextInt(6) != 0) {
				return;
			}
			this.foreignActs--;
			ExistingBinding there = there();
			if (there == null) {
				put(new ExistingBinding("Bnd" + ++this.ids, this.random.nextBoolean() ? ROLE : FORMER));
			}
			else if (this.random.nextInt(3) == 0) {
				put(null);
			}
			else {
				put(new ExistingBinding(there.id(), List.of(ROLE, FORMER, "Rol003").get(this.random.nextInt(3))));
			}
			this.lastActAt = this.now;
		}

		private void fail(int[] statuses) {
			if (!this.reliable && this.random.nextInt(15) == 0) {
				throw new Crash();
			}
			if (!this.reliable && this.random.nextInt(3) == 0) {
				throw failure(statuses[this.random.nextInt(statuses.length)]);
			}
		}

		private ExistingBinding begin(String bindingId) {
			act();
			fail(NOT_DONE);
			ExistingBinding there = there();
			if (there == null || !there.id().equals(bindingId)) {
				throw failure(404);
			}
			assertThat(this.journalled).as("on disk before the request leaves")
				.isEqualTo(new ExistingBinding(bindingId, ROLE));
			assertThat(wasThere(new ExistingBinding(bindingId, ROLE), this.lookedUpAt)).isTrue();
			return there;
		}

		@Override
		public void delete(String bindingId) {
			this.deleted.add(begin(bindingId));
			put(null);
			act();
			fail(DONE_UNHEARD);
		}

		@Override
		public RoleBinding update(String bindingId, UpdateRoleBindingRequest request) {
			this.restored.add(begin(bindingId));
			put(new ExistingBinding(bindingId, request.roleId()));
			act();
			fail(DONE_UNHEARD);
			return binding(new ExistingBinding(bindingId, request.roleId()));
		}

		@Override
		public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
			act();
			if (!this.reliable && this.random.nextInt(6) == 0) {
				throw failure(503);
			}
			this.lookedUpAt = this.now;
			long shown = this.now - ((this.lagMillis > 0) ? this.random.nextLong(this.lagMillis) : 0);
			return new RoleBindingPage(
					this.history.floorEntry(shown).getValue().map(Account::binding).map(List::of).orElse(List.of()),
					new Pagination(false, null));
		}

		private static RoleBinding binding(ExistingBinding binding) {
			Instant createdAt = binding.hasId(MADE.id()) ? MADE_AT : TestBindings.MARKED_AT;
			return new RoleBinding(binding.id(), binding.roleId(), TestBindings.USER, "SPACE", TestBindings.SPACE,
					createdAt, createdAt);
		}

		private static ApiException failure(int status) {
			return new ApiException(status, "", null, null, null);
		}

		/** Whether something was in place when the list that was read then was made. */
		boolean wasThere(@Nullable ExistingBinding binding, long readAt) {
			Long from = this.history.floorKey(readAt - this.lagMillis);
			return this.history.tailMap(from, true).containsValue(Optional.ofNullable(binding));
		}

		@Override
		public void beforeUpdate(long line, String bindingId, String formerRoleId) {
			this.journalled = new ExistingBinding(bindingId, formerRoleId);
		}

		@Override
		public void nothingToUpdate(long line) {
			this.journalled = null;
		}

		/** Ends a start. */
		@Nullable ExistingBinding settle() {
			ExistingBinding left = this.journalled;
			this.journalled = null;
			if (left != null) {
				this.journals.add(left);
			}
			return left;
		}

		@Override
		public void seen(Binding binding) {
		}

		@Override
		public boolean seesAny(Binding binding) {
			return true;
		}

	}

	@ParameterizedTest
	@MethodSource("seeds")
	void makeWhenACreatedRowIsUndoneTellsWhatBecameOfIt(long seed) {
		for (int i = 0; i < ROWS_OF_A_SEED; i++) {
			checkDeletion(new Removal(MADE.id(), null), new Account(new Random(1_000 * seed + i)), 1);
		}
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void makeWhenARowInDoubtIsUndoneTellsWhatBecameOfIt(long seed) {
		Removal removal = Removal.placedIn(List.of(new Doubt(3, MADE_AT, MADE_AT, null)));
		for (int i = 0; i < ROWS_OF_A_SEED; i++) {
			checkDeletion(removal, new Account(new Random(1_000 * seed + i)), 1);
		}
	}

	/** The start after a crash deletes what it finds, even if another client made it. */
	@ParameterizedTest
	@MethodSource("seeds")
	void makeWhenARoleIsRevokedTellsWhatBecameOfIt(long seed) {
		for (int i = 0; i < ROWS_OF_A_SEED; i++) {
			checkDeletion(Removal.OF_ROW, new Account(new Random(1_000 * seed + i)), 2);
		}
	}

	private static void checkDeletion(Removal removal, Account account, int most) {
		Decision decision = decide(removal, account);
		assertThat(account.restored).isEmpty();
		assertThat(account.deleted).hasSizeLessThanOrEqualTo(most);
		if (!removal.equals(Removal.OF_ROW)) {
			assertThat(account.deleted).allMatch((binding) -> binding.hasId(MADE.id()));
		}
		ExistingBinding there = account.there();
		switch (decision.outcome()) {
			case DELETED -> {
				assertThat(decision.bindingId()).isNotNull();
				assertThat(there == null || !there.hasId(Objects.requireNonNull(decision.bindingId()))).isTrue();
				assertThat(decision.previousRoleId()).isEqualTo(ROLE);
			}
			case GONE -> assertThat(account.wasThere(null, account.lookedUpAt)).isTrue();
			case CHANGED_SINCE, UNCHANGED ->
				assertThat(account.wasThere(seen(decision, account), account.lookedUpAt)).isTrue();
			default -> assertThat(decision.errorCode()).isIn(FAILURES);
		}
		if (decision.outcome() == Outcome.DELETED) {
			assertThat(account.journals).extracting(ExistingBinding::id).contains(decision.bindingId());
		}
		else if (!account.deleted.isEmpty()) {
			assertThat(removal).isEqualTo(Removal.OF_ROW);
			assertThat(account.deleted).extracting(ExistingBinding::id).doesNotContain(decision.bindingId());
			assertThat(decision.bindingId()).as("made by another client after a crash").isNotNull();
		}
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void makeWhenAnUpdatedRowIsUndoneTellsWhatBecameOfIt(long seed) {
		for (int i = 0; i < ROWS_OF_A_SEED; i++) {
			Account account = new Account(new Random(1_000 * seed + i));
			Decision decision = decide(new Removal(MADE.id(), FORMER), account);
			assertThat(account.deleted).isEmpty();
			assertThat(account.restored).allMatch((binding) -> binding.hasId(MADE.id()));
			ExistingBinding back = new ExistingBinding(MADE.id(), FORMER);
			switch (decision.outcome()) {
				case RESTORED -> {
					assertThat(account.history.tailMap(1L).containsValue(Optional.of(back))).isTrue();
					assertThat(account.journals).contains(MADE);
				}
				case UNCHANGED -> {
					assertThat(account.wasThere(back, account.lookedUpAt)).isTrue();
					assertThat(account.restored).isEmpty();
				}
				case CHANGED_SINCE ->
					assertThat(account.wasThere(seen(decision, account), account.lookedUpAt)).isTrue();
				default -> assertThat(decision.errorCode()).isIn(FAILURES);
			}
			if (!account.restored.isEmpty() && account.lastActAt < 0) {
				assertThat(decision.outcome()).isEqualTo(Outcome.RESTORED);
				assertThat(account.there()).isEqualTo(back);
			}
		}
	}

	private static @Nullable ExistingBinding seen(Decision decision, Account account) {
		if (decision.bindingId() == null) {
			return null;
		}
		if (decision.previousRoleId() != null) {
			return new ExistingBinding(decision.bindingId(), decision.previousRoleId());
		}
		// What an UNCHANGED row says of what is in place is its id alone
		return account.history.headMap(account.lookedUpAt, true)
			.descendingMap()
			.values()
			.stream()
			.flatMap(Optional::stream)
			.filter((binding) -> binding.hasId(decision.bindingId()))
			.findFirst()
			.orElse(null);
	}

	/** Starts again after a crash, and after a stop because no look-up is answered. */
	private static Decision decide(Removal removal, Account account) {
		List<Doubt> doubts = List.of();
		for (int start = 0; start < 3; start++) {
			account.reliable = start == 2;
			RowInFlight row = new RowInFlight(new UndecidedRow(2, TestBindings.WANTED, 0, doubts).takingBack(removal),
					TestBindings.MARKED_AT, new RetryRules(4, () -> 0));
			boolean inDoubt;
			try {
				AttemptResult result = finish(row, account);
				if (result instanceof AttemptResult.Decided decided) {
					account.settle();
					return decided.decision();
				}
				inDoubt = row.toUnsettled().doubtSince() != null;
			}
			catch (Crash ex) {
				inDoubt = true;
			}
			ExistingBinding former = account.settle();
			if (inDoubt) {
				doubts = new ArrayList<>(doubts);
				doubts.add(new Doubt(7 + start, TestBindings.MARKED_AT, TestBindings.MARKED_AT, former));
			}
		}
		throw new AssertionError("A reliable account decides the row.");
	}

	private static AttemptResult finish(RowInFlight row, Account account) {
		BindingRemover remover = new BindingRemover(account, account, new RequestMeter(),
				TestOutageDetector.idleProbe(account, new StopSwitch()), TestBindings.clockAtTheMark(), account);
		while (true) {
			AttemptResult result = remover.make(row);
			if (!(result instanceof AttemptResult.RetryAfter again)) {
				return result;
			}
			account.passes(again.delay());
		}
	}

}

package org.rolebindings.placing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.ScriptedApi;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.UnreliableApi;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each row is told of once, and as it is in the account, whatever goes wrong
 * on the way: faults of every kind, then a stop in good order or a crash, and a second
 * start.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RandomFaultsTests implements UpdateJournal {

	private static final List<OnConflict> POLICIES = List.of(OnConflict.FAIL, OnConflict.KEEP, OnConflict.UPDATE);

	private static final int ROWS = 60;

	private static final WindowLimits LIMITS = new WindowLimits(8, Duration.ofHours(1), 5, Duration.ofHours(1));

	private static final RetryRules RULES = new RetryRules(4, () -> 0);

	private final Map<Long, ExistingBinding> formers = new ConcurrentHashMap<>();

	private final Map<Long, Decision> decisions = new HashMap<>();

	static LongStream seeds() {
		return LongStream.range(0, 60);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void nextWhenStoppedInGoodOrderAndTakenUpTellsOfEachRowOnceAndAsItIs(long seed) {
		runTwice(seed, false);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void nextWhenBrokenOffAndTakenUpTellsOfEachRowOnceAndAsItIs(long seed) {
		runTwice(seed, true);
	}

	private void runTwice(long seed, boolean crash) {
		OnConflict onConflict = POLICIES.get((int) (seed % POLICIES.size()));
		StopSwitch stop = new StopSwitch();
		UnreliableApi account = new UnreliableApi(seed, (int) (10 * seed),
				() -> stop.stop(new StopReason(Kind.SIGNAL, "Stopped by SIGINT.")));
		Map<Long, UndecidedRow> rows = new HashMap<>();
		for (long line = 2; line < ROWS + 2; line++) {
			rows.put(line, new UndecidedRow(line, ScriptedApi.wanted(line), 0, List.of()));
			if (line % 3 != 0) {
				account.put("Usr" + line, (line % 3 == 1) ? TestBindings.ROLE : TestBindings.OTHER_ROLE,
						TestBindings.LONG_AGO);
			}
		}
		List<UnsettledRow> unsettled = run(account, onConflict, stop, rows.values());
		if (crash) {
			rows.replaceAll((line, row) -> next(row, 0, true));
		}
		else {
			assertThat(unsettled).extracting(UnsettledRow::line).doesNotHaveDuplicates();
			assertThat(unsettled).noneMatch((row) -> this.decisions.containsKey(row.line()));
			unsettled.forEach((row) -> rows.computeIfPresent(row.line(),
					(line, before) -> next(before, row.attempts(), row.doubtSince() != null)));
		}
		rows.keySet().removeAll(this.decisions.keySet());
		account.becomeReliable();
		assertThat(run(account, onConflict, new StopSwitch(), rows.values())).isEmpty();
		assertThat(this.decisions).hasSize(ROWS);
		this.decisions.forEach((line, decision) -> assertTrue(account, decision, onConflict));
	}

	/** The row as the ledger has it for the second start. */
	private UndecidedRow next(UndecidedRow row, int attempts, boolean inDoubt) {
		ExistingBinding former = this.formers.get(row.line());
		Doubt doubt = new Doubt(row.line(), TestBindings.MARKED_AT, TestBindings.MARKED_AT.plusSeconds(60), former);
		return new UndecidedRow(row.line(), row.binding(), attempts, inDoubt ? List.of(doubt) : List.of());
	}

	private List<UnsettledRow> run(UnreliableApi account, OnConflict onConflict, StopSwitch stop,
			Iterable<UndecidedRow> rows) {
		Queue<UndecidedRow> undrawn = new ArrayDeque<>();
		rows.forEach(undrawn::add);
		BindingPlacer placer = new BindingPlacer(account, onConflict, this, new RequestMeter(),
				TestOutageDetector.idleProbe(account, stop), TestBindings.clockAtTheMark());
		try (InFlightWindow window = new InFlightWindow(placer, RULES, stop, LIMITS, () -> {
			List<UndecidedRow> block = new ArrayList<>();
			while (block.size() < 7 && !undrawn.isEmpty()) {
				block.add(undrawn.remove());
			}
			return new InFlightWindow.Block(block, TestBindings.MARKED_AT);
		}, (decision) -> {
		})) {
			List<Decision> batch;
			do {
				batch = window.next((decision) -> assertThat(this.decisions.put(decision.line(), decision)).isNull());
			}
			while (!batch.isEmpty());
			return window.unsettled();
		}
	}

	private void assertTrue(UnreliableApi account, Decision decision, OnConflict onConflict) {
		String before = switch ((int) (decision.line() % 3)) {
			case 0 -> null;
			case 1 -> TestBindings.ROLE;
			default -> TestBindings.OTHER_ROLE;
		};
		String now = account.role("Usr" + decision.line());
		assertThat(decision).satisfies((told) -> {
			switch (told.outcome()) {
				case CREATED -> assertRoles(before, null, now, TestBindings.ROLE);
				case UNCHANGED -> assertRoles(before, TestBindings.ROLE, now, TestBindings.ROLE);
				case UPDATED -> {
					assertRoles(before, TestBindings.OTHER_ROLE, now, TestBindings.ROLE);
					assertThat(told.previousRoleId()).isEqualTo(TestBindings.OTHER_ROLE);
					assertThat(onConflict).isEqualTo(OnConflict.UPDATE);
				}
				case KEPT -> {
					assertRoles(before, TestBindings.OTHER_ROLE, now, TestBindings.OTHER_ROLE);
					assertThat(onConflict).isEqualTo(OnConflict.KEEP);
				}
				default -> assertThat(now).isEqualTo(before).isNotEqualTo(TestBindings.ROLE);
			}
			assertThat(told.attempts()).isPositive();
		});
	}

	private static void assertRoles(@Nullable String before, @Nullable String expectedBefore, @Nullable String now,
			String expectedNow) {
		assertThat(before).isEqualTo(expectedBefore);
		assertThat(now).isEqualTo(expectedNow);
	}

	@Override
	public void beforeUpdate(long line, String bindingId, String formerRoleId) {
		this.formers.put(line, new ExistingBinding(bindingId, formerRoleId));
	}

	@Override
	public void nothingToUpdate(long line) {
		this.formers.remove(line);
	}

}

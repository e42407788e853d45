package org.rolebindings.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.rolebindings.binding.RunKind;
import org.rolebindings.chaos.Expected.InAccount;

/** Makes the scenario of an undo or a revoke from that of the import before it. */
final class RemovalScenarios {

	private static final int ONE_IN = 3;

	private final RunKind kind;

	private final ChaosScenario imported;

	private final ChaosAccount account;

	private final SplittableRandom random;

	private final ChaosFaults faults;

	private final boolean isKilled;

	private final RemovalOutcomes outcomes;

	private final EarlierChanges earlier;

	private final RemovalFates fates;

	private final List<ChaosRow> rows = new ArrayList<>();

	private final Map<Target, Wish> wishes = new HashMap<>();

	private final Map<String, Course> lookUps = new HashMap<>();

	/** What happens to the look-ups of users with several rows. */
	private final Map<String, Course> shared = new HashMap<>();

	private final Map<Target, DueBinding> due = new HashMap<>();

	private RemovalScenarios(RunKind kind, ChaosScenario imported, ChaosAccount account, Instant longAgo) {
		this.kind = kind;
		this.imported = imported;
		this.account = account;
		this.random = new SplittableRandom(imported.seed() + 1_000_000);
		this.faults = new ChaosFaults(this.random, (imported.concurrency() == 1) ? 1 : 4, 1, 3);
		this.isKilled = isOneOfSome();
		Duration lag = Duration.ofMillis(isOneOfSome() ? 500 + this.random.nextInt(3_500) : 0);
		this.outcomes = new RemovalOutcomes(imported.maxAttempts());
		this.earlier = new EarlierChanges(this.random, account, longAgo, this.outcomes);
		this.fates = new RemovalFates(this.random, this.faults, this.earlier, this.outcomes, this.isKilled,
				!lag.isZero());
		shareLookUps();
		imported.rows().forEach(this::add);
		account.beginAnew(lag);
	}

	private boolean isOneOfSome() {
		return this.random.nextInt(ONE_IN) == 0;
	}

	/**
	 * Makes the scenario, and lets somebody change bindings.
	 * @param kind UNDO or REVOKE
	 * @param account what the import has left
	 * @param longAgo when somebody has made bindings
	 */
	static RemovalScenario of(RunKind kind, ChaosScenario imported, ChaosAccount account, Instant longAgo) {
		return new RemovalScenarios(kind, imported, account, longAgo).make();
	}

	private RemovalScenario make() {
		List<Target> others = new ArrayList<>(this.imported.others());
		others.addAll(this.earlier.others());
		Course preflight = new Course(this.faults.draw(ChaosFaults.OF_PREFLIGHTS, this.imported.maxAttempts() - 1),
				ChaosFault.NONE);
		int killAfter = this.isKilled ? drawKillAfter() : 0;
		ChaosScenario scenario = new ChaosScenario(this.imported.seed(), this.imported.onConflict(),
				this.imported.concurrency(), this.imported.maxAttempts(), this.imported.clockOffset(), drawPaging(),
				this.imported.columns(), this.imported.file(), this.rows, this.wishes, this.lookUps, preflight, others,
				killAfter);
		return new RemovalScenario(this.kind, this.imported, scenario, this.due);
	}

	/** A kill may wait until another client has taken a binding away. */
	private int drawKillAfter() {
		boolean isTakenAway = this.wishes.values().stream().anyMatch(Wish::isTakenAway);
		int requests = 1 + this.random.nextInt(1 + this.due.size());
		return (isTakenAway && this.random.nextBoolean()) ? Integer.MAX_VALUE : requests;
	}

	/** Pages may be short, and may repeat what was on the page before. */
	private Paging drawPaging() {
		if (this.random.nextBoolean()) {
			return this.imported.paging();
		}
		int most = 2 + this.random.nextInt(12);
		return new Paging(most, this.random.nextInt(most));
	}

	/** One of several look-ups of a user may fail, whichever row needs it. */
	private void shareLookUps() {
		this.imported.wishes()
			.keySet()
			.stream()
			.collect(Collectors.groupingBy(Target::user, TreeMap::new, Collectors.counting()))
			.forEach((user, count) -> {
				if (count > 1) {
					this.shared.put(user, new Course(this.faults.draw(ChaosFaults.OF_LOOK_UPS, 1), ChaosFault.NONE));
				}
			});
		this.lookUps.putAll(this.shared);
	}

	private void add(ChaosRow row) {
		Expected imported = row.expected();
		InAccount left = imported.account();
		boolean isDuplicate = imported.outcome().equals("DUPLICATE");
		if (this.kind == RunKind.REVOKE) {
			if (left == null) {
				this.rows.add(row);
			}
			else if (isDuplicate) {
				addDuplicate(row, left.target());
			}
			else {
				addListed(row, left.target());
			}
		}
		else if (left != null && !isDuplicate) {
			addImported(row, left);
		}
	}

	private void addDuplicate(ChaosRow row, Target target) {
		Expected first = Objects.requireNonNull(this.wishes.get(target)).expected();
		this.rows.add(new ChaosRow(row.line(), row.fields(), first.repeated(firstLine(target))));
	}

	private long firstLine(Target target) {
		return this.rows.stream().filter((row) -> row.isAbout(target)).findFirst().orElseThrow().line();
	}

	/** A revoke deletes what the file says, whoever has made it. */
	private void addListed(ChaosRow row, Target target) {
		Held held = this.account.find(target);
		String role = Objects.requireNonNull(this.imported.wishes().get(target)).role();
		if (held != null && held.role().equals(role)) {
			DueBinding taken = new DueBinding(held, null, true);
			addDue(row, taken, this.fates.draw(taken, this.shared.get(target.user())));
			return;
		}
		Expected expected = this.outcomes.leftAlone(target, held, true);
		putLeftAlone(target, expected);
		this.rows.add(new ChaosRow(row.line(), row.fields(), expected));
	}

	/** An undo takes back what the import has done, or may have done. */
	private void addImported(ChaosRow row, InAccount left) {
		Target target = left.target();
		Held held = this.account.find(target);
		boolean isDecided = List.of("CREATED", "UPDATED").contains(row.expected().outcome());
		boolean mayBeMade = row.expected().outcome().equals("FAILED") && left.creates() > 0;
		if (held == null || (!isDecided && !mayBeMade)) {
			putLeftAlone(target, this.outcomes.leftAlone(target, held, false));
			return;
		}
		Wish wish = Objects.requireNonNull(this.imported.wishes().get(target));
		DueBinding taken = new DueBinding(held, left.updated() ? wish.formerRole() : null, false);
		Course common = this.shared.get(target.user());
		addDue(row, taken, isDecided ? this.fates.draw(taken, common) : this.fates.drawInDoubt(taken, common));
	}

	private void addDue(ChaosRow row, DueBinding taken, Wish drawn) {
		Target target = taken.target();
		this.wishes.put(target, drawn);
		this.lookUps.put(target.user(), drawn.lookUps());
		this.rows.add(new ChaosRow(row.line(), row.fields(), drawn.expected()));
		Held held = this.account.find(target);
		if (held != null && RemovalScenario.mayAskFor(drawn)) {
			this.due.put(target, new DueBinding(held, taken.formerRole(), taken.ofAnybody()));
		}
	}

	private void putLeftAlone(Target target, Expected expected) {
		Wish wish = Objects.requireNonNull(this.imported.wishes().get(target));
		this.wishes.put(target,
				new Wish(target, wish.role(), null, Course.SMOOTH, Course.SMOOTH, Course.SMOOTH, expected));
	}

}

package org.rolebindings.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.chaos.Expected.InAccount;
import org.rolebindings.testing.ReportFiles;

/** The undo of an import that has ended, and all that must come of it. */
final class UndoScenario implements Script {

	private static final int ONE_IN = 3;

	private static final String TAKEN_BACK = "DELETED|RESTORED";

	private final ChaosScenario imported;

	private final SplittableRandom random;

	private final UndoFates fates;

	private final ChaosAccount account;

	private final List<ChaosRow> rows = new ArrayList<>();

	private final Map<Target, Wish> wishes = new HashMap<>();

	private final Map<String, Course> lookUps = new HashMap<>();

	/** What happens to the look-ups of users with several rows. */
	private final Map<String, Course> shared = new HashMap<>();

	/** The bindings that may be changed, with the roles that they are to get. */
	private final Map<String, String> due = new HashMap<>();

	private final ChaosScenario scenario;

	private UndoScenario(ChaosScenario imported, ChaosAccount account, Instant longAgo) {
		this.imported = imported;
		this.account = account;
		this.random = new SplittableRandom(imported.seed() + 1_000_000);
		ChaosFaults faults = new ChaosFaults(this.random, (imported.concurrency() == 1) ? 1 : 4, 1, 3);
		boolean isKilled = this.random.nextInt(ONE_IN) == 0;
		this.fates = new UndoFates(this.random, faults, account, longAgo, imported.maxAttempts(), isKilled);
		// One of several look-ups of a user may fail, whichever row needs it
		imported.wishes()
			.keySet()
			.stream()
			.collect(Collectors.groupingBy(Target::user, TreeMap::new, Collectors.counting()))
			.forEach((user, count) -> {
				if (count > 1) {
					this.shared.put(user, new Course(faults.draw(ChaosFaults.OF_LOOK_UPS, 1), ChaosFault.NONE));
				}
			});
		this.lookUps.putAll(this.shared);
		imported.rows().forEach(this::add);
		List<Target> others = new ArrayList<>(imported.others());
		others.addAll(this.fates.others());
		Course preflight = new Course(faults.draw(ChaosFaults.OF_PREFLIGHTS, imported.maxAttempts() - 1),
				ChaosFault.NONE);
		int killAfter = isKilled ? 1 + this.random.nextInt(1 + this.rows.size()) : 0;
		this.scenario = new ChaosScenario(imported.seed(), imported.onConflict(), imported.concurrency(),
				imported.maxAttempts(), imported.clockOffset(), imported.page(), imported.columns(), imported.file(),
				this.rows, this.wishes, this.lookUps, preflight, others, killAfter);
		account.beginAnew(Duration.ofMillis((this.random.nextInt(ONE_IN) == 0) ? 500 + this.random.nextInt(3_500) : 0));
	}

	/** Whether the import of a seed is undone: one with updates. */
	static boolean follows(ChaosScenario imported) {
		return imported.onConflict().equals("update");
	}

	/**
	 * Makes the scenario from that of the import, and lets somebody change bindings.
	 * @param account what the import has left
	 * @param longAgo when somebody has made bindings
	 */
	static UndoScenario of(ChaosScenario imported, ChaosAccount account, Instant longAgo) {
		return new UndoScenario(imported, account, longAgo);
	}

	private void add(ChaosRow row) {
		InAccount account = row.expected().account();
		if (account == null || row.expected().outcome().equals("DUPLICATE")) {
			return;
		}
		Target target = account.target();
		boolean decided = List.of("CREATED", "UPDATED").contains(row.expected().outcome());
		boolean mayBeMade = row.expected().outcome().equals("FAILED") && account.creates() > 0;
		Wish wish = Objects.requireNonNull(this.imported.wishes().get(target));
		if (!decided && !mayBeMade) {
			this.wishes.put(target, new Wish(target, wish.role(), null, Course.SMOOTH, Course.SMOOTH, Course.SMOOTH,
					untouched(target, "UNCHANGED", "")));
			return;
		}
		DueBinding taken = new DueBinding(Objects.requireNonNull(this.account.find(target)),
				account.updated() ? wish.formerRole() : null);
		Course common = this.shared.get(target.user());
		Wish drawn = decided ? this.fates.draw(taken, common) : this.fates.drawInDoubt(taken, common);
		this.wishes.put(target, drawn);
		this.lookUps.put(target.user(), drawn.lookUps());
		this.rows.add(new ChaosRow(row.line(), row.fields(), drawn.expected()));
		if (!drawn.updates().equals(Course.SMOOTH) || drawn.expected().outcome().matches(TAKEN_BACK)) {
			this.due.put(taken.held().id(), Objects.requireNonNullElse(taken.formerRole(), ""));
		}
	}

	private Expected untouched(Target target, String outcome, String code) {
		Held held = this.account.find(target);
		return new Expected(outcome, code, "", "", "", 1, this.imported.maxAttempts(),
				new InAccount(target, (held != null) ? held.role() : null, 0, false));
	}

	/** What happens, and what must come of the rows that the import surely leaves. */
	ChaosScenario scenario() {
		return this.scenario;
	}

	/**
	 * The same with the rows of the report that the import has left in doubt: they were
	 * FAILED, and nothing of theirs is in place.
	 */
	ChaosScenario with(ReportFiles reports) {
		List<Long> reported = Stream.of("succeeded.csv", "failed.csv", "gone.csv")
			.filter(reports::has)
			.flatMap((file) -> reports.column(file, "line").stream())
			.map(Long::valueOf)
			.toList();
		List<ChaosRow> all = new ArrayList<>(this.rows);
		this.imported.rows().forEach((row) -> {
			InAccount account = row.expected().account();
			boolean isNew = all.stream().noneMatch((other) -> other.line() == row.line());
			if (account != null && isNew && row.expected().outcome().equals("FAILED")
					&& reported.contains(row.line())) {
				all.add(new ChaosRow(row.line(), row.fields(), inDoubt(account.target())));
			}
		});
		return this.scenario.withRows(all);
	}

	/** Compares the ids of the bindings that are reported as taken back. */
	void compareIds(ReportFiles reports, Findings findings) {
		List<String> ids = reports.rows("succeeded.csv")
			.stream()
			.filter((row) -> row.getOrDefault("outcome", "").matches(TAKEN_BACK))
			.map((row) -> row.getOrDefault("binding_id", ""))
			.toList();
		findings.require(this.due.keySet().containsAll(ids), "other bindings are reported as taken back: " + ids);
		findings.equal("the number of bindings taken back", ids.size(), Set.copyOf(ids).size());
	}

	private Expected inDoubt(Target target) {
		return (this.account.find(target) != null) ? untouched(target, "UNCHANGED", "")
				: untouched(target, "FAILED", "NOT_VISIBLE");
	}

	@Override
	public ChaosFault create(Target target, int n) {
		return ChaosFault.NONE;
	}

	@Override
	public ChaosFault update(Target target, int n) {
		return this.scenario.update(target, n);
	}

	@Override
	public ChaosFault delete(Target target, int n) {
		return this.scenario.update(target, n);
	}

	@Override
	public ChaosFault lookUp(String user, int n) {
		return this.scenario.lookUp(user, n);
	}

	@Override
	public ChaosFault preflight(int n) {
		return this.scenario.preflight(n);
	}

	@Override
	public @Nullable String objectionTo(ChaosRequest request) {
		String role = request.method().equals("POST") ? null : this.due.get(Service.bindingId(request));
		if (role == null) {
			return "An undo must not ask for that";
		}
		String asked = request.method().equals("PATCH") ? Service.role(request) : "";
		return role.equals(asked) ? null : "An undo must change that otherwise";
	}

}

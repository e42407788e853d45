package org.rolebindings.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Makes a scenario from a seed, and from nothing else. */
final class ChaosScenarios {

	private static final List<String> POLICIES = List.of("fail", "keep", "update");

	private static final List<Integer> CONCURRENCY = List.of(16, 1, 64, 4);

	private static final int ONE_ROW_IN = 9;

	private static final int KILLED_ONE_IN = 4;

	private static final int MOST_ROWS = 80;

	private final SplittableRandom random;

	private final String onConflict;

	private final int concurrency;

	private final int maxAttempts;

	private final ChaosFaults faults;

	private final Fates fates;

	private final CsvSheet sheet;

	private final List<String> roles = new ArrayList<>();

	private final List<ChaosRow> rows = new ArrayList<>();

	private final Map<Target, Wish> wishes = new HashMap<>();

	private final Map<Target, Long> lines = new HashMap<>();

	private final Map<String, Course> lookUps = new HashMap<>();

	private final String sharedUser;

	private int ids = 100;

	private ChaosScenarios(long seed) {
		this.random = new SplittableRandom(seed);
		this.onConflict = POLICIES.get(Math.floorMod(seed, POLICIES.size()));
		this.concurrency = CONCURRENCY.get(Math.floorMod(seed / POLICIES.size(), CONCURRENCY.size()));
		this.maxAttempts = 3 + this.random.nextInt(3);
		this.faults = new ChaosFaults(this.random, (this.concurrency == 1) ? 2 : 8, 2, 10);
		this.fates = new Fates(this.random, this.faults, this.onConflict, this.maxAttempts);
		this.sheet = new CsvSheet(this.random);
		for (int i = 0; i < 6; i++) {
			this.roles.add(id("Role", "Rol"));
		}
		this.sharedUser = id("User", "Usr");
	}

	static ChaosScenario of(long seed) {
		return new ChaosScenarios(seed).make(seed);
	}

	private ChaosScenario make(long seed) {
		this.lookUps.put(this.sharedUser, new Course(this.faults.draw(ChaosFaults.OF_LOOK_UPS, 1), ChaosFault.NONE));
		int count = (Math.floorMod(seed, ONE_ROW_IN) == 4) ? 1 : 2 + this.random.nextInt(MOST_ROWS - 1);
		for (int i = 0; i < count; i++) {
			addRow();
		}
		List<Target> others = new ArrayList<>();
		int length = this.random.nextBoolean() ? 0 : this.random.nextInt(230);
		for (int i = 0; i < length; i++) {
			others.add(new Target(this.sharedUser, "SPACE", "Spa" + (100_000 + i)));
		}
		Course preflight = new Course(this.faults.draw(ChaosFaults.OF_PREFLIGHTS, this.maxAttempts - 1),
				ChaosFault.NONE);
		Duration offset = Duration.ofMinutes(this.random.nextBoolean() ? 0 : this.random.nextInt(-40, 40));
		int page = this.random.nextBoolean() ? 100 : 20 + this.random.nextInt(80);
		int killAfter = (Math.floorMod(seed, KILLED_ONE_IN) == 3) ? 1 + this.random.nextInt(2 * count) : 0;
		return new ChaosScenario(seed, this.onConflict, this.concurrency, this.maxAttempts, offset, new Paging(page, 0),
				this.sheet.columns(), this.sheet.text(), this.rows, this.wishes, this.lookUps, preflight, others,
				killAfter);
	}

	private void addRow() {
		int luck = this.random.nextInt(100);
		if (luck < 9) {
			Mistakes mistakes = new Mistakes(this.random);
			List<String> values = mistakes.make(values(newTarget(), anyRole()));
			add(values, Expected.invalid(mistakes.code(), ""));
		}
		else if (luck < 11) {
			long line = this.sheet.nextLine();
			List<String> fields = this.sheet.addMiscounted(values(newTarget(), anyRole()));
			this.rows.add(new ChaosRow(line, fields, Expected.invalid("COLUMN_COUNT", "")));
		}
		else if (luck < 22 && !this.wishes.isEmpty()) {
			addRepeated(luck < 17);
		}
		else {
			addWish();
		}
	}

	private void addRepeated(boolean sameRole) {
		List<Target> targets = this.rows.stream()
			.map((row) -> row.expected().account())
			.filter((account) -> account != null)
			.map(Expected.InAccount::target)
			.toList();
		Wish wish = Objects.requireNonNull(this.wishes.get(targets.get(this.random.nextInt(targets.size()))));
		long line = this.lines.getOrDefault(wish.target(), 0L);
		String role = sameRole ? wish.role() : otherRole(wish.role());
		add(values(wish.target(), role),
				sameRole ? wish.expected().repeated(line) : Expected.invalid("CONFLICTING_ROW", "line " + line));
	}

	private void addWish() {
		Target target = newTarget();
		String role = anyRole();
		boolean shared = target.user().equals(this.sharedUser);
		Wish wish = this.fates.draw(target, role, otherRole(role), shared ? this.lookUps.get(this.sharedUser) : null);
		this.wishes.put(target, wish);
		this.lookUps.put(target.user(), wish.lookUps());
		this.lines.put(target, add(values(target, role), wish.expected()));
	}

	private long add(List<String> values, Expected expected) {
		long line = this.sheet.nextLine();
		this.rows.add(new ChaosRow(line, this.sheet.add(values), expected));
		return line;
	}

	private Target newTarget() {
		String user = (this.random.nextInt(8) == 0) ? this.sharedUser : id("User", "Usr");
		if (this.random.nextInt(3) == 0) {
			return new Target(user, "PROJECT", id(this.random.nextBoolean() ? "Model" : "Project", "Prj"));
		}
		return new Target(user, "SPACE", id("Space", "Spa"));
	}

	/** What a row writes for a binding, in one spelling of many. */
	private List<String> values(Target target, String role) {
		String type = (this.random.nextInt(5) == 0) ? target.type().toLowerCase(Locale.ROOT) : target.type();
		return List.of(Ids.spelled(role, this.random), Ids.spelled(target.user(), this.random), type,
				Ids.spelled(target.resource(), this.random));
	}

	private String id(String kind, String shortKind) {
		this.ids++;
		return (this.random.nextInt(6) == 0) ? shortKind + this.ids : Ids.random(kind, this.ids, this.random);
	}

	private String anyRole() {
		return this.roles.get(this.random.nextInt(this.roles.size()));
	}

	private String otherRole(String role) {
		int index = this.roles.indexOf(role);
		return this.roles.get((index + 1 + this.random.nextInt(this.roles.size() - 1)) % this.roles.size());
	}

}

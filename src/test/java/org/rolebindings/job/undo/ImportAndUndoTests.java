package org.rolebindings.job.undo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.TestAccount;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A property of any account, file and options, whatever faults the server has: an import
 * and its undo leave the account as it was, with the same ids. If somebody else changes
 * the account in between, exactly those changes survive. A seed that fails is run alone
 * with {@code -Dundo.seed}.
 */
class ImportAndUndoTests {

	private static final int USERS = 5;

	private static final int SPACES = 3;

	private static final int ROLES = 3;

	private static final Duration LAG = Duration.ofMillis(40);

	private final Instant longAgo = Instant.now().minus(Duration.ofHours(1));

	@TempDir
	Path folder;

	static LongStream seeds() {
		Long seed = Long.getLong("undo.seed");
		return (seed != null) ? LongStream.of(seed) : LongStream.range(0, Long.getLong("undo.seeds", 2));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void undoLeavesTheAccountAsItWasButForWhatOthersDid(long seed) {
		Random random = new Random(seed);
		try (TestAccount account = new TestAccount(account(random), SandboxProperties.none(), () -> {
		})) {
			List<SandboxBinding> before = account.bindings();
			account.put(before, faults(random), lag(random));
			Path file = file(random);
			Installation installation = new Installation(this.folder, account.baseUrl())
				.set("on-conflict", List.of("fail", "keep", "update").get(random.nextInt(3)))
				.set("concurrency", String.valueOf(1 + random.nextInt(8)))
				.set("max-attempts", "100")
				.set("timeout", "5s")
				.set("read-lag-millis", "200");
			installation.run(file);
			List<SandboxBinding> imported = account.bindings();
			List<SandboxBinding> changed = random.nextBoolean() ? imported : changed(imported, random);
			account.put(changed, faults(random), lag(random));
			try (Start start = installation.start()) {
				start.undo(1);
			}
			Map<String, String> expected = byPlace(before);
			byPlace(changed).forEach((place, binding) -> {
				if (!binding.equals(byPlace(imported).get(place))) {
					expected.put(place, binding);
				}
			});
			byPlace(imported).keySet()
				.stream()
				.filter((place) -> !byPlace(changed).containsKey(place))
				.forEach(expected::remove);
			assertThat(byPlace(account.bindings())).isEqualTo(expected);
			try (Start start = installation.start()) {
				start.undo(1);
			}
			assertThat(byPlace(account.bindings())).as("after a second undo").isEqualTo(expected);
		}
	}

	private static SandboxProperties faults(Random random) {
		return random.nextBoolean() ? SandboxProperties.none()
				: new SandboxProperties(Duration.ZERO, null, 0.1 * random.nextInt(2), 0.15 * random.nextInt(3));
	}

	private static Duration lag(Random random) {
		return random.nextBoolean() ? Duration.ZERO : LAG;
	}

	private List<SandboxBinding> account(Random random) {
		Map<String, SandboxBinding> bindings = new HashMap<>();
		for (int i = 0; i < USERS * SPACES / 2; i++) {
			SandboxBinding binding = binding("", random.nextInt(USERS), random.nextInt(SPACES), random);
			bindings.put(place(binding), binding);
		}
		return List.copyOf(bindings.values());
	}

	private SandboxBinding binding(String id, int user, int space, Random random) {
		return new SandboxBinding(id, CsvRows.id("Role:r" + random.nextInt(ROLES)), CsvRows.id("User:u" + user),
				ResourceType.SPACE, CsvRows.id("Space:s" + space), this.longAgo, this.longAgo);
	}

	/** What another client has made of an account. */
	private static List<SandboxBinding> changed(List<SandboxBinding> bindings, Random random) {
		List<SandboxBinding> changed = new ArrayList<>();
		for (SandboxBinding binding : bindings) {
			switch (random.nextInt(5)) {
				case 0 -> {
				}
				case 1 -> changed.add(with(binding, binding.id(), random));
				case 2 ->
					changed.add(with(binding, CsvRows.id("RoleBinding:other" + random.nextInt(1_000_000)), random));
				default -> changed.add(binding);
			}
		}
		return changed;
	}

	private static SandboxBinding with(SandboxBinding binding, String id, Random random) {
		return new SandboxBinding(id, CsvRows.id("Role:r" + random.nextInt(ROLES)), binding.userId(),
				binding.resourceType(), binding.resourceId(), binding.createdAt(), Instant.now());
	}

	private Path file(Random random) {
		List<String> rows = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			rows.add((random.nextInt(10) == 0) ? "no,ids,SPACE,here" : CsvRows.row("r" + random.nextInt(ROLES),
					"u" + random.nextInt(USERS), "s" + random.nextInt(SPACES)));
		}
		return CsvRows.write(this.folder.resolve("x.csv"), rows.toArray(String[]::new));
	}

	/** The id and the role of each user on each resource. */
	private static Map<String, String> byPlace(List<SandboxBinding> bindings) {
		Map<String, String> places = new HashMap<>();
		bindings.forEach((binding) -> places.put(place(binding), binding.id() + " " + binding.roleId()));
		return places;
	}

	private static String place(SandboxBinding binding) {
		return binding.userId() + " " + binding.resourceId();
	}

}

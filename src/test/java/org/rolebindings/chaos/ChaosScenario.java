package org.rolebindings.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A run against the fault server, and all that must come of it.
 *
 * @param seed what it was made from
 * @param onConflict the option
 * @param concurrency the option
 * @param maxAttempts the option
 * @param clockOffset how far the server's clock is ahead
 * @param paging how the server divides listings
 * @param columns the columns of the file
 * @param file the file
 * @param rows the rows of the file
 * @param wishes what the valid rows that repeat no other ask for, by target
 * @param lookUps what happens to the look-ups, by user
 * @param preflight what happens to the first request of all
 * @param others bindings that no row asks for
 * @param killAfter after how many requests the program is killed and started again; 0 for
 * never
 */
record ChaosScenario(long seed, String onConflict, int concurrency, int maxAttempts, Duration clockOffset,
		Paging paging, List<String> columns, String file, List<ChaosRow> rows, Map<Target, Wish> wishes,
		Map<String, Course> lookUps, Course preflight, List<Target> others, int killAfter) implements Script {

	/** How long the program waits for an answer. */
	static final Duration TIMEOUT = Duration.ofSeconds(2);

	/** How old the bindings are that are there before the run. */
	static final Duration AGE = Duration.ofMinutes(90);

	/** The role of the bindings that no row asks for. */
	static final String OTHERS_ROLE = "Rol777";

	@Override
	public ChaosFault create(Target target, int n) {
		Wish wish = this.wishes.get(target);
		return (wish != null) ? wish.creates().at(n) : ChaosFault.NONE;
	}

	@Override
	public ChaosFault update(Target target, int n) {
		Wish wish = this.wishes.get(target);
		return (wish != null) ? wish.updates().at(n) : ChaosFault.NONE;
	}

	@Override
	public ChaosFault lookUp(String user, int n) {
		return this.lookUps.getOrDefault(user, Course.SMOOTH).at(n);
	}

	@Override
	public ChaosFault preflight(int n) {
		return this.preflight.at(n);
	}

	@Override
	public @Nullable String objectionTo(ChaosRequest request) {
		return switch (request.method()) {
			case "POST" -> {
				Wish wish = this.wishes.get(Service.target(request));
				yield (wish != null && wish.role().equals(Service.role(request))) ? null : "No valid row asks for that";
			}
			case "DELETE" -> "An import deletes nothing";
			default -> null;
		};
	}

	/** The options of all commands, but for the address. */
	List<String> options() {
		return List.of("--concurrency", String.valueOf(this.concurrency), "--max-attempts",
				String.valueOf(this.maxAttempts), "--timeout", TIMEOUT.toSeconds() + "s");
	}

	/** The same with other rows. */
	ChaosScenario withRows(List<ChaosRow> others) {
		return new ChaosScenario(this.seed, this.onConflict, this.concurrency, this.maxAttempts, this.clockOffset,
				this.paging, this.columns, this.file, others, this.wishes, this.lookUps, this.preflight, this.others,
				this.killAfter);
	}

}

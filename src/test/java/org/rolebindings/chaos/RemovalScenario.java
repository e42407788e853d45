package org.rolebindings.chaos;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;
import org.rolebindings.testing.ReportFiles;

/**
 * The undo of an import that has ended, or the revoke of its file, and all that must come
 * of it.
 *
 * @param kind UNDO or REVOKE
 * @param imported the import
 * @param scenario what happens, and what must come of the rows that are known before
 * @param due the bindings that may be changed, with the roles that they are to get
 */
record RemovalScenario(RunKind kind, ChaosScenario imported, ChaosScenario scenario,
		Map<Target, DueBinding> due) implements Script {

	private static final String TAKEN_BACK = "DELETED|RESTORED";

	/** What takes back what the import of a seed has done, or {@code null}. */
	static @Nullable RunKind kindAfter(ChaosScenario imported) {
		return switch (imported.onConflict()) {
			case "update" -> RunKind.UNDO;
			case "keep" -> RunKind.REVOKE;
			default -> null;
		};
	}

	/** The command, but for its other options. */
	List<String> command(String file, String baseUrl) {
		return (this.kind == RunKind.UNDO) ? List.of("undo", "1", "--yes")
				: List.of("revoke", file, "--yes", "--base-url", baseUrl);
	}

	/** Whether the program may ask for a binding to be changed. */
	static boolean mayAskFor(Wish wish) {
		return !wish.updates().equals(Course.SMOOTH) || wish.expected().outcome().matches(TAKEN_BACK)
				|| wish.lookUps().first().stream().anyMatch((fault) -> fault.effect().isFollowed());
	}

	/** Compares the ids of the bindings that are reported as taken back. */
	void compareIds(ReportFiles reports, Findings findings) {
		List<String> ids = reports.rows("succeeded.csv")
			.stream()
			.filter((row) -> row.getOrDefault("outcome", "").matches(TAKEN_BACK))
			.map((row) -> row.getOrDefault("binding_id", ""))
			.toList();
		Set<String> due = this.due.values().stream().map((binding) -> binding.held().id()).collect(Collectors.toSet());
		findings.require(due.containsAll(ids), "other bindings are reported as taken back: " + ids);
		findings.equal("the number of bindings taken back", ids.size(), Set.copyOf(ids).size());
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
		if (request.method().equals("POST")) {
			return "Nothing is created when bindings are taken back";
		}
		String id = Service.bindingId(request);
		String role = request.method().equals("PATCH") ? Service.role(request) : null;
		boolean isDue = this.due.values()
			.stream()
			.anyMatch((binding) -> binding.held().id().equals(id) && Objects.equals(binding.formerRole(), role));
		return isDue ? null : "That binding must not be changed like that";
	}

}

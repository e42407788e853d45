package org.rolebindings.report.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.report.summary.RunSummary;

/** The commands that may come after a run, made from the command that began it. */
final class NextCommandText {

	/** What fits the file of the run, and not another one. */
	private static final Set<String> OF_THE_FILE = Set.of("--allow-empty", "--max-age", "--plan");

	/** The options of an import that a plan does not have. */
	private static final Set<String> NOT_OF_PLAN = Set.of("--plan", "--allow-empty", "--max-age", "--resume-within",
			"--keep", "--wait", "--metrics-file");

	/**
	 * The options of an undo or a revoke that its reversal does not have, or has anew.
	 */
	private static final Set<String> NOT_OF_REVERSAL = Set.of("--yes", "--from", "--only", "--exit-code",
			"--on-invalid", "--allow-empty", "--max-age", "--map", "--base-url", "--region");

	private static final String PROGRAM = "bin/role-bindings";

	private final RunRequest request;

	NextCommandText(RunRequest request) {
		this.request = request;
	}

	/** Whether the run went into a sandbox, which keeps nothing. */
	boolean isSandbox() {
		return this.request.command().contains("--sandbox");
	}

	/** Whether the file came through the inbox. */
	boolean isWatch() {
		return isCommand("watch");
	}

	/** The value of an option of the command, or {@code null}. */
	@Nullable String value(String option) {
		int index = this.request.command().indexOf(option);
		return (index > 0 && index + 1 < this.request.command().size()) ? this.request.command().get(index + 1) : null;
	}

	/** The same command, or {@code null} if nobody knows it. */
	@Nullable String again() {
		return this.request.command().isEmpty() ? null : shown(this.request.command());
	}

	/** The same command with another value of one option. */
	@Nullable String againWith(String option, String value) {
		return this.request.command().isEmpty() ? null : shown(with(this.request.command(), option, value));
	}

	/** The import or the revoke of another file with the options of the command. */
	@Nullable String ofFile(Path file) {
		return (isCommand("import") || isCommand("revoke")) ? shown(wordsOf(file)) : null;
	}

	/** The import of another file with another value of an option. */
	@Nullable String importOf(Path file, String option, String value) {
		return isCommand("import") ? shown(with(wordsOf(file), option, value)) : null;
	}

	private List<String> wordsOf(Path file) {
		List<String> words = new ArrayList<>(List.of(this.request.command().get(0), file.toString()));
		words.addAll(options(OF_THE_FILE));
		return words;
	}

	/**
	 * The import that puts back what an undo or a revoke took away.
	 * @param summary the run
	 * @param folder where its reports are
	 * @return the command, or {@code null} if nothing was taken away or nobody knows it
	 */
	@Nullable String reversal(RunSummary summary, Path folder) {
		long restored = summary.outcomes().getOrDefault(Outcome.RESTORED, 0L);
		boolean changed = restored > 0 || summary.outcomes().getOrDefault(Outcome.DELETED, 0L) > 0;
		if (!changed || this.request.command().isEmpty() || isSandbox()) {
			return null;
		}
		List<String> words = new ArrayList<>(List.of("import", folder.resolve("succeeded.csv").toString()));
		words.addAll(options(NOT_OF_REVERSAL));
		words.addAll(List.of("--base-url", String.valueOf(summary.target())));
		String delimiter = summary.options().namedDelimiter();
		List<String> readable = (delimiter != null) ? with(words, "--delimiter", delimiter) : words;
		return shown((restored > 0) ? with(readable, "--on-conflict", "update") : readable);
	}

	/** The plan of another file, for which the plan that was applied is no plan. */
	@Nullable String planOf(Path file) {
		if (!isCommand("import")) {
			return null;
		}
		List<String> words = new ArrayList<>(List.of("plan", file.toString()));
		words.addAll(options(NOT_OF_PLAN));
		return (called().isEmpty() ? PROGRAM : called().get(0)) + " " + ShellText.quoted(words);
	}

	/** The import of a file that was validated. */
	@Nullable String importOfValidated() {
		if (!isCommand("validate")) {
			return null;
		}
		List<String> words = new ArrayList<>(List.of("import", this.request.command().get(1)));
		words.addAll(options(Set.of("--output", "--reports")));
		return shown(words);
	}

	private boolean isCommand(String name) {
		return this.request.command().size() > 1 && this.request.command().get(0).equals(name);
	}

	private List<String> options(Set<String> without) {
		List<String> kept = new ArrayList<>();
		List<String> words = this.request.command();
		int first = (words.size() > 1 && words.get(1).startsWith("--")) ? 1 : 2;
		for (int i = first; i < words.size(); i++) {
			boolean flag = i + 1 == words.size() || words.get(i + 1).startsWith("--");
			int next = flag ? i : i + 1;
			if (!without.contains(words.get(i))) {
				kept.addAll(words.subList(i, next + 1));
			}
			i = next;
		}
		return kept;
	}

	private static List<String> with(List<String> words, String option, String value) {
		List<String> changed = new ArrayList<>(words);
		int index = changed.indexOf(option);
		if (index >= 0) {
			changed.set(index + 1, value);
		}
		else {
			changed.addAll(List.of(option, value));
		}
		return changed;
	}

	private String shown(List<String> words) {
		List<String> called = called();
		List<String> all = new ArrayList<>(words);
		if (!called.isEmpty() && !isSandbox()) {
			all.addAll(called.subList(1, called.size()));
		}
		return (called.isEmpty() ? PROGRAM : called.get(0)) + " " + ShellText.quoted(all);
	}

	private List<String> called() {
		return this.request.called();
	}

}

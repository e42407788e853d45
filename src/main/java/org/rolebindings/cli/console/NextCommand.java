package org.rolebindings.cli.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.key.ApiKeys;
import org.rolebindings.cli.settings.FileArgument;
import org.rolebindings.cli.settings.FileCommands;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.report.run.ShellText;
import org.rolebindings.report.summary.RunSummary;
import picocli.CommandLine.Model.CommandSpec;

/** The command to run next, as it can be pasted into a shell. */
public final class NextCommand {

	private static final String FRESH = "--fresh";

	private static final String NOTE = "--note";

	private static final String PLAN = "--plan";

	/** The options of an import that say nothing about a failed.csv, or not to a plan. */
	private static final Set<String> NOT_OF_PLAN = Set.of(FRESH, PLAN, "--allow-empty", "--max-age", "--state",
			"--database-url", "--resume-within", "--keep", "--wait", "--metrics-file");

	/**
	 * The options of an undo or a revoke that its reversal does not have, or has anew.
	 */
	private static final Set<String> NOT_OF_REVERSAL = Set.of(FRESH, NOTE, "--yes", "--from", "--only", "--exit-code",
			"--output", "--on-invalid", "--allow-empty", "--max-age", "--map", "--base-url", "--region");

	/** The options of a plan that its import does not have. */
	private static final Set<String> NOT_OF_IMPORT = Set.of("--dry-run", "--extra", "--exit-code", "--output");

	private final CommandSpec spec;

	private final @Nullable Long undone;

	private final CommandWords words;

	/**
	 * Starts from the command that was given.
	 * @param spec the command, parsed
	 */
	public NextCommand(CommandSpec spec) {
		this(spec, null);
	}

	private NextCommand(CommandSpec spec, @Nullable Long undone) {
		this.spec = spec;
		this.undone = undone;
		this.words = new CommandWords(spec, undone);
	}

	/**
	 * The same for an undo of a run. The command names it by its number then: once the
	 * undo has begun, {@code last} is the undo.
	 * @param run the undone run, or {@code null} if it is no undo of a run
	 */
	public NextCommand undoing(@Nullable Long run) {
		return (run != null) ? new NextCommand(this.spec, run) : this;
	}

	/** The command that was given. */
	public String again() {
		return (this.undone != null) ? shown(this.words.same(Set.of(), Map.of())) : shown(originalArguments());
	}

	/** The command that goes on with the run that the given command began. */
	public String goOn() {
		return (this.undone != null) ? shown(this.words.same(Set.of(FRESH), Map.of()))
				: shown(originalArguments().stream().filter((word) -> !word.equals(FRESH)).toList());
	}

	/**
	 * The words of the command that takes the run up from any folder: the place of the
	 * state is left to who knows it. The run keeps its note.
	 */
	public List<String> takeUp() {
		return this.words.anywhere(Set.of(FRESH, NOTE, "--state", "--database-url"));
	}

	/** The same with another value of one option. The run keeps its note. */
	public String goOnWith(String option, String value) {
		return shown(this.words.same(Set.of(FRESH, NOTE), Map.of(option, value)));
	}

	/** The number that the command line gives for an option, else another one. */
	long number(String option, long otherwise) {
		String value = this.spec.commandLine().getParseResult().matchedOptionValue(option, null);
		return (value != null) ? Long.parseLong(value.strip()) : otherwise;
	}

	/**
	 * The command after a failure.
	 * @param failure what the command failed at
	 * @return the same command if it may succeed later, else {@code null}
	 */
	public @Nullable String after(Throwable failure) {
		return switch (Failures.exitCode(failure)) {
			case STOPPED -> (Failures.known(failure) instanceof RunBrokenOffException) ? goOn() : again();
			case STATE_IN_USE -> again();
			default -> null;
		};
	}

	/** The import of a file that was validated. */
	public String importOfValidated() {
		return importing(FileCommands.file(this.spec), Set.of("--output", "--reports"), Map.of());
	}

	/**
	 * The import that applies a plan.
	 * @param plan the plan's {@code plan.csv}
	 */
	public String importOfPlan(Path plan) {
		return importing(FileCommands.file(this.spec), NOT_OF_IMPORT, Map.of("--plan", plan.toString()));
	}

	/** The import of a file that was planned, without its plan. */
	public String importOfPlanned() {
		return importing(FileCommands.file(this.spec), NOT_OF_IMPORT, Map.of());
	}

	/** The command that was given, without {@code --dry-run}. */
	public String withoutDryRun() {
		return shown(this.words.same(NOT_OF_IMPORT, Map.of()));
	}

	/** The command that was given, with another value of an option. */
	public String againWith(String option, String value) {
		return shown(this.words.same(Set.of(), Map.of(option, value)));
	}

	/** The same command for a {@code failed.csv}, which has the delimiter of the file. */
	String ofFile(Path failed) {
		return ofFile(this.spec.name(), failed, Map.of());
	}

	/**
	 * The import of a {@code failed.csv}, which has the delimiter of the file.
	 * @param failed the file
	 * @param changed options with their new values
	 */
	public String importOf(Path failed, Map<String, String> changed) {
		return ofFile("import", failed, changed);
	}

	private String ofFile(String command, Path file, Map<String, String> changed) {
		return shown(this.words.of(command, file.toString(), Set.of(FRESH, "--allow-empty", "--max-age"), changed));
	}

	/**
	 * The import that puts back what an undo or a revoke took away.
	 * @param succeeded its {@code succeeded.csv}
	 * @param summary the undo or the revoke
	 * @param updates whether users have other roles by now
	 */
	String reversal(Path succeeded, RunSummary summary, boolean updates) {
		Map<String, String> added = new TreeMap<>(Map.of("--base-url", String.valueOf(summary.target())));
		String delimiter = summary.options().namedDelimiter();
		if (delimiter != null) {
			added.put("--delimiter", delimiter);
		}
		if (updates) {
			added.put("--on-conflict", "update");
		}
		return importing(succeeded.toString(), NOT_OF_REVERSAL, added);
	}

	/** The plan of a {@code failed.csv}, for which the applied plan is no plan. */
	public String planOf(Path failed) {
		return shown(this.words.of("plan", failed.toString(), NOT_OF_PLAN, Map.of()));
	}

	/** Whether the command reads its rows from standard input. */
	boolean readsStandardInput() {
		return FileArgument.STDIN.equals(this.words.argument());
	}

	/** The import of the sample into a sandbox that serves. */
	public String importInto(URI sandbox, String key) {
		return ApiKeys.VARIABLE + "=" + key + " "
				+ shown(List.of("import", "samples/bindings.csv", "--base-url", sandbox.toString()));
	}

	private List<String> originalArguments() {
		return this.spec.root().commandLine().getParseResult().originalArgs();
	}

	private String importing(String file, Set<String> without, Map<String, String> changed) {
		return shown(this.words.of("import", file, without, changed));
	}

	/** A command of this program, as the program was called. */
	public static String shown(List<String> words) {
		return ShellText.program() + " " + ShellText.quoted(words);
	}

}

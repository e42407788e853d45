package org.rolebindings.cli.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.key.ApiKeys;
import org.rolebindings.cli.settings.FileArgument;
import org.rolebindings.cli.settings.FileCommands;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.report.run.ShellText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command to run next, as it can be pasted into a shell. */
public final class NextCommand {

	private static final String FRESH = "--fresh";

	private static final String NOTE = "--note";

	private static final String PLAN = "--plan";

	/** The options of an import that say nothing about a failed.csv, or not to a plan. */
	private static final Set<String> NOT_OF_PLAN = Set.of(FRESH, PLAN, "--allow-empty", "--max-age", "--state",
			"--resume-within", "--keep", "--wait", "--metrics-file");

	/** The options of a plan that its import does not have. */
	private static final Set<String> NOT_OF_IMPORT = Set.of("--dry-run", "--extra", "--exit-code", "--output");

	/** The word for the run that was started last, which is another one the next time. */
	private static final String LAST = "last";

	private final CommandSpec spec;

	private final @Nullable Long run;

	/**
	 * Starts from the command that was given.
	 * @param spec the command, parsed
	 */
	public NextCommand(CommandSpec spec) {
		this(spec, null);
	}

	private NextCommand(CommandSpec spec, @Nullable Long run) {
		this.spec = spec;
		this.run = run;
	}

	/**
	 * The same for a command that names a run.
	 * @param number the number of that run, or {@code null} if it names none
	 */
	public NextCommand naming(@Nullable Long number) {
		return new NextCommand(this.spec, number);
	}

	/** The command that was given. */
	public String again() {
		return shown(originalArguments());
	}

	/** The command that goes on with the run that the given command began. */
	public String goOn() {
		return shown(originalArguments().stream().filter((word) -> !word.equals(FRESH)).toList());
	}

	/**
	 * The words of the command that takes the run up from any folder: the place of the
	 * state is left to who knows it. The run keeps its note.
	 */
	public List<String> takeUp() {
		List<String> words = new ArrayList<>(List.of(this.spec.name()));
		if (!this.spec.positionalParameters().isEmpty()) {
			String subject = this.spec.positionalParameters().get(0).getValue();
			if (subject != null) {
				words.add((this.run != null) ? this.run.toString() : absolute(subject));
			}
		}
		Map<String, String> paths = new TreeMap<>();
		Set<String> without = Set.of(FRESH, NOTE, "--state");
		for (OptionSpec option : this.spec.commandLine().getParseResult().matchedOptions()) {
			if (Settings.PATHS.contains(option.paramLabel()) && !without.contains(option.longestName())) {
				paths.put(option.longestName(), absolute(option.stringValues().get(0)));
			}
		}
		addOptions(words, without, paths);
		return words;
	}

	private static String absolute(String path) {
		return path.equals(FileArgument.STDIN) ? path : Path.of(path).toAbsolutePath().normalize().toString();
	}

	/** The same with another value of one option. The run keeps its note. */
	public String goOnWith(String option, String value) {
		return importing(FileCommands.file(this.spec), Set.of(FRESH, NOTE), Map.of(option, value));
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
		List<String> words = new ArrayList<>(List.of(this.spec.name()));
		for (PositionalParamSpec argument : this.spec.positionalParameters()) {
			String value = argument.getValue();
			if (value != null) {
				words.add((this.run != null) ? this.run.toString() : word(value));
			}
		}
		addOptions(words, NOT_OF_IMPORT, Map.of());
		return shown(words);
	}

	/** The command that was given, with another value of an option. */
	public String againWith(String option, String value) {
		List<String> words = new ArrayList<>(List.of(this.spec.name(), word(FileCommands.file(this.spec))));
		addOptions(words, Set.of(), Map.of(option, value));
		return shown(words);
	}

	/**
	 * The import of a {@code failed.csv}, which has the delimiter of the file.
	 * @param failed the file
	 * @param changed options with their new values
	 */
	public String importOf(Path failed, Map<String, String> changed) {
		return importing(failed.toString(), Set.of(FRESH, "--allow-empty", "--max-age"), changed);
	}

	/** The plan of a {@code failed.csv}, for which the applied plan is no plan. */
	public String planOf(Path failed) {
		List<String> words = new ArrayList<>(List.of("plan", word(failed.toString())));
		addOptions(words, NOT_OF_PLAN, Map.of());
		return shown(words);
	}

	/** Whether the command reads its rows from standard input. */
	boolean readsStandardInput() {
		return FileCommands.file(this.spec).equals(FileArgument.STDIN);
	}

	/** The import of the sample into a sandbox that serves. */
	public String importInto(URI sandbox, String key) {
		return ApiKeys.VARIABLE + "=" + key + " "
				+ shown(List.of("import", "samples/bindings.csv", "--base-url", sandbox.toString()));
	}

	private List<String> originalArguments() {
		List<String> words = this.spec.root().commandLine().getParseResult().originalArgs();
		return (this.run != null)
				? words.stream().map((word) -> word.equals(LAST) ? this.run.toString() : word).toList() : words;
	}

	private String importing(String file, Set<String> without, Map<String, String> changed) {
		List<String> words = new ArrayList<>(List.of("import", word(file)));
		addOptions(words, without, changed);
		return shown(words);
	}

	/** A file whose name begins with a dash would be read as an option. */
	private static String word(String file) {
		return (file.startsWith("-") && !file.equals(FileArgument.STDIN)) ? "./" + file : file;
	}

	private void addOptions(List<String> words, Set<String> without, Map<String, String> changed) {
		Map<String, String> toAdd = new TreeMap<>(changed);
		for (OptionSpec option : this.spec.commandLine().getParseResult().matchedOptions()) {
			if (!without.contains(option.longestName())) {
				words.add(option.longestName());
				if (option.arity().max() > 0) {
					String value = toAdd.remove(option.longestName());
					words.add((value != null) ? value : option.stringValues().get(0));
				}
			}
		}
		toAdd.forEach((option, value) -> words.addAll(List.of(option, value)));
	}

	/** A command of this program, as the program was called. */
	public static String shown(List<String> words) {
		return ShellText.program() + " " + ShellText.quoted(words);
	}

}

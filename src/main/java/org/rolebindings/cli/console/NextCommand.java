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

/** The command to run next, as it can be pasted into a shell. */
public final class NextCommand {

	private static final String FRESH = "--fresh";

	private static final String NOTE = "--note";

	private static final String PLAN = "--plan";

	/** The options of an import that say nothing about a failed.csv, or not to a plan. */
	private static final Set<String> NOT_OF_PLAN = Set.of(FRESH, PLAN, "--allow-empty", "--max-age", "--state",
			"--resume-within", "--keep", "--wait", "--metrics-file");

	/**
	 * The options of an undo or a revoke that its reversal does not have, or has anew.
	 */
	private static final Set<String> NOT_OF_REVERSAL = Set.of(FRESH, NOTE, "--yes", "--from", "--only", "--exit-code",
			"--output", "--on-invalid", "--allow-empty", "--max-age", "--map", "--base-url", "--region");

	/** The options of a plan that its import does not have. */
	private static final Set<String> NOT_OF_IMPORT = Set.of("--dry-run", "--extra", "--exit-code", "--output");

	private final CommandSpec spec;

	private final @Nullable Long undone;

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
		return (this.undone != null) ? same(Set.of(), Map.of()) : shown(originalArguments());
	}

	/** The command that goes on with the run that the given command began. */
	public String goOn() {
		return (this.undone != null) ? same(Set.of(FRESH), Map.of())
				: shown(originalArguments().stream().filter((word) -> !word.equals(FRESH)).toList());
	}

	/**
	 * The words of the command that takes the run up from any folder: the place of the
	 * state is left to who knows it. The run keeps its note.
	 */
	public List<String> takeUp() {
		List<String> words = new ArrayList<>(List.of(this.spec.name()));
		String argument = argument();
		if (argument != null) {
			words.add(takesFile() ? absolute(argument) : argument);
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
		return same(Set.of(FRESH, NOTE), Map.of(option, value));
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

	/** The command that was given, with another value of an option. */
	public String againWith(String option, String value) {
		return same(Set.of(), Map.of(option, value));
	}

	/** The same with all options but some, and with other values of some. */
	private String same(Set<String> without, Map<String, String> changed) {
		List<String> words = new ArrayList<>(List.of(this.spec.name()));
		String argument = argument();
		if (argument != null) {
			words.add(word(argument));
		}
		addOptions(words, without, changed);
		return shown(words);
	}

	/** The file or the run that the command names, or {@code null} if it names none. */
	private @Nullable String argument() {
		if (this.undone != null) {
			return this.undone.toString();
		}
		return this.spec.positionalParameters().isEmpty() ? null : this.spec.positionalParameters().get(0).getValue();
	}

	private boolean takesFile() {
		return this.spec.positionalParameters().get(0).paramLabel().equals("FILE");
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
		List<String> words = new ArrayList<>(List.of(command, word(file.toString())));
		addOptions(words, Set.of(FRESH, "--allow-empty", "--max-age"), changed);
		return shown(words);
	}

	/**
	 * The import that puts back what an undo or a revoke took away.
	 * @param succeeded its {@code succeeded.csv}
	 * @param target the normalised base URL
	 * @param updates whether users have other roles by now
	 */
	String reversal(Path succeeded, String target, boolean updates) {
		Map<String, String> added = updates ? Map.of("--base-url", target, "--on-conflict", "update")
				: Map.of("--base-url", target);
		return importing(succeeded.toString(), NOT_OF_REVERSAL, added);
	}

	/** The plan of a {@code failed.csv}, for which the applied plan is no plan. */
	public String planOf(Path failed) {
		List<String> words = new ArrayList<>(List.of("plan", word(failed.toString())));
		addOptions(words, NOT_OF_PLAN, Map.of());
		return shown(words);
	}

	/** Whether the command reads its rows from standard input. */
	boolean readsStandardInput() {
		return FileArgument.STDIN.equals(argument());
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

package org.rolebindings.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command to run next, as it can be pasted into a shell. */
final class NextCommand {

	private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

	private static final String DEFAULT_PROGRAM = "java -jar role-binding-import.jar";

	private final CommandSpec spec;

	/**
	 * Begins from the command that was given.
	 * @param spec the command, parsed
	 */
	NextCommand(CommandSpec spec) {
		this.spec = spec;
	}

	/** The command that was given. */
	String again() {
		return shown(this.spec.root().commandLine().getParseResult().originalArgs());
	}

	/** The command that was given, but for one option. */
	String againWithout(String option) {
		return importing(FileCommands.file(this.spec), Set.of(option));
	}

	/** The import of a file that was validated. */
	String importOfValidated() {
		return importing(FileCommands.file(this.spec), Set.of("--output", "--reports"));
	}

	/** The import of a {@code failed.csv}, which has commas whatever the file had. */
	String importOf(Path failed) {
		return importing(failed.toString(), Set.of("--delimiter", "--fresh", "--allow-empty", "--max-age"));
	}

	/** The import of the sample into a sandbox that serves. */
	String importInto(URI sandbox, String key) {
		return ApiKeys.VARIABLE + "=" + key + " "
				+ shown(List.of("import", "samples/bindings.csv", "--base-url", sandbox.toString()));
	}

	private String importing(String file, Set<String> without) {
		List<String> words = new ArrayList<>(List.of("import", file));
		for (OptionSpec option : this.spec.commandLine().getParseResult().matchedOptions()) {
			if (!without.contains(option.longestName())) {
				words.add(option.longestName());
				if (option.arity().max() > 0) {
					words.add(option.stringValues().get(0));
				}
			}
		}
		return shown(words);
	}

	private static String shown(List<String> words) {
		return words.stream()
			.map(NextCommand::quoted)
			.collect(Collectors.joining(" ", System.getProperty("role-bindings.command", DEFAULT_PROGRAM) + " ", ""));
	}

	private static String quoted(String word) {
		return NEEDS_NO_QUOTES.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
	}

}

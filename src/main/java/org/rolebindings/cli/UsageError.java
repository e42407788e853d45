package org.rolebindings.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.key.ApiKeys;
import org.rolebindings.cli.runs.RunArgument;
import org.rolebindings.cli.settings.FileArgument;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, and what to type. It never repeats the value of
 * an unknown option, because that value may be a key.
 */
final class UsageError {

	/** Beginnings of names that people try for an option that takes a key. */
	private static final Set<String> KEY_NAMES = Set.of("--api-key", "--apikey", "--api_key", "--key", "--token",
			"--secret", "--password", "--auth", "--bearer", "-k");

	private static final int SHORT_NAME = 2;

	private final CommandLine command;

	private UsageError(CommandLine command) {
		this.command = command;
	}

	/**
	 * Describes a mistake.
	 * @param failure what the parser found
	 * @param arguments the command line
	 * @return what is wrong, in one line, and what to type, in one or two more
	 */
	static List<String> describe(ParameterException failure, List<String> arguments) {
		UsageError error = new UsageError(failure.getCommandLine());
		if (failure instanceof UnmatchedArgumentException unmatched) {
			return error.unmatched(unmatched);
		}
		if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
			return error.missing(missing.getMissing().get(0), arguments);
		}
		String message = String.valueOf(failure.getMessage());
		if (message.startsWith("Missing required subcommand")) {
			return List.of("There is no command. " + error.commands(),
					"To see it work: " + NextCommand.shown(List.of("import", "samples/bindings.csv", "--sandbox")));
		}
		return List.of(message, error.isRoot() ? error.commands() : error.help());
	}

	private List<String> unmatched(UnmatchedArgumentException failure) {
		List<String> unmatched = failure.getUnmatched();
		// Without a command all options are unknown, so the command is what is wrong
		String first = isRoot() ? unmatched.get(0)
				: unmatched.stream().filter(UsageError::isOption).findFirst().orElse(unmatched.get(0));
		if (isOption(first)) {
			return unknownOption(first, failure.getSuggestions());
		}
		return isRoot() ? unknownCommand(first, failure.getSuggestions()) : tooMany(first);
	}

	private List<String> unknownOption(String word, List<String> suggestions) {
		String name = word.startsWith("--") ? word.split("=", 2)[0]
				: word.substring(0, Math.min(word.length(), SHORT_NAME));
		String shown = "There is no option " + Quoting.quoted(name)
				+ (isRoot() ? "." : " of " + this.command.getCommandName() + ".");
		if (KEY_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
			return List.of(shown + " No option takes the key itself, because others can read a program's arguments.",
					"Put the key into the variable " + ApiKeys.VARIABLE + ", or name a file: --api-key-file PATH.");
		}
		OptionSpec meant = suggestions.stream()
			.map(this.command.getCommandSpec()::findOption)
			.filter((option) -> option != null)
			.findFirst()
			.orElse(null);
		return List.of(shown, (meant != null) ? "Did you mean " + typed(meant) + "?" : help());
	}

	private List<String> unknownCommand(String word, List<String> suggestions) {
		if (isFile(word)) {
			return List.of("There is no command before the file " + Quoting.quoted(word) + ".",
					"To check it: " + NextCommand.shown(List.of("validate", word)),
					"To import it: " + NextCommand.shown(List.of("import", word)));
		}
		@Nullable String meant = suggestions.stream()
			.map((text) -> text.substring(text.lastIndexOf(' ') + 1))
			.filter((name) -> this.command.getSubcommands().containsKey(name))
			.findFirst()
			.orElse(null);
		return List.of("There is no command " + Quoting.quoted(word) + ".",
				(meant != null) ? "Did you mean " + meant + "?" : commands());
	}

	private List<String> tooMany(String word) {
		String name = this.command.getCommandName();
		return List.of(
				Quoting.quoted(word) + " is one argument too many; "
						+ (takes("FILE") ? name + " takes one FILE. A name with blanks needs quotes."
								: name + (takes(RunArgument.LABEL) ? " takes one RUN." : " takes options only.")),
				help());
	}

	private List<String> missing(ArgSpec argument, List<String> arguments) {
		if (argument instanceof OptionSpec option) {
			return List.of(option.longestName() + " needs a value.",
					"Type " + typed(option) + ": " + String.join(" ", option.description()));
		}
		// The parser reports a missing FILE before an unknown option
		String unknown = arguments.stream()
			.filter((word) -> isOption(word) && this.command.getCommandSpec().findOption(word.split("=", 2)[0]) == null)
			.findFirst()
			.orElse(null);
		if (unknown != null) {
			return unmatched(new UnmatchedArgumentException(this.command, List.of(unknown)));
		}
		String name = this.command.getCommandName();
		if (takes(RunArgument.LABEL)) {
			return List.of(name + " needs the number of a run, or last.",
					"Type, for instance: " + NextCommand.shown(List.of(name, "last")));
		}
		return List.of(name + " needs the name of a file.",
				"Type, for instance: " + NextCommand.shown(List.of(name, "bindings.csv")));
	}

	private static String typed(OptionSpec option) {
		return option.longestName() + ((option.arity().max() > 0) ? " " + option.paramLabel() : "");
	}

	private static boolean isOption(String word) {
		return word.startsWith("-") && !word.equals(FileArgument.STDIN);
	}

	/** A word that is there, or that looks like a path. */
	private static boolean isFile(String word) {
		try {
			return word.contains(".") || word.contains("/") || word.contains("\\") || Files.exists(Path.of(word));
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

	private String commands() {
		return this.command.getSubcommands()
			.keySet()
			.stream()
			.collect(Collectors.joining(", ", "The commands are ", "."));
	}

	private String help() {
		CommandSpec spec = this.command.getCommandSpec();
		return "See " + NextCommand.shown(isRoot() ? List.of("--help") : List.of(spec.name(), "--help"));
	}

	private boolean isRoot() {
		return this.command.getParent() == null;
	}

	private boolean takes(String label) {
		return this.command.getCommandSpec()
			.positionalParameters()
			.stream()
			.anyMatch((parameter) -> parameter.paramLabel().equals(label));
	}

}

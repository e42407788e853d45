package org.rolebindings.cli.console;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.settings.FileArgument;
import org.rolebindings.cli.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The words of commands that have options of the command that was given. */
final class CommandWords {

	private final CommandSpec spec;

	private final @Nullable Long undone;

	/**
	 * Starts from the command that was given.
	 * @param spec the command, parsed
	 * @param undone the run that it undoes, whatever word it has for that, or
	 * {@code null}
	 */
	CommandWords(CommandSpec spec, @Nullable Long undone) {
		this.spec = spec;
		this.undone = undone;
	}

	/** The file or the run that the command names, or {@code null} if it names none. */
	@Nullable String argument() {
		if (this.undone != null) {
			return this.undone.toString();
		}
		List<PositionalParamSpec> arguments = this.spec.positionalParameters();
		return arguments.isEmpty() ? null : arguments.get(0).getValue();
	}

	/**
	 * The same command.
	 * @param without the options that are left out
	 * @param changed options with their new values
	 */
	List<String> same(Set<String> without, Map<String, String> changed) {
		return of(this.spec.name(), argument(), without, changed);
	}

	/** A command about a file or a run, with options of the command that was given. */
	List<String> of(String command, @Nullable String argument, Set<String> without, Map<String, String> changed) {
		List<String> words = new ArrayList<>(List.of(command));
		if (argument != null) {
			// A file whose name begins with a dash would be read as an option
			boolean dash = argument.startsWith("-") && !argument.equals(FileArgument.STDIN);
			words.add(dash ? "./" + argument : argument);
		}
		addOptions(words, without, changed);
		return words;
	}

	/** The same command, as it can be given in any folder. */
	List<String> anywhere(Set<String> without) {
		Map<String, String> paths = new TreeMap<>();
		for (OptionSpec option : this.spec.commandLine().getParseResult().matchedOptions()) {
			if (Settings.PATHS.contains(option.paramLabel()) && !without.contains(option.longestName())) {
				paths.put(option.longestName(), absolute(option.stringValues().get(0)));
			}
		}
		String argument = argument();
		return of(this.spec.name(), (argument != null && takesFile()) ? absolute(argument) : argument, without, paths);
	}

	private boolean takesFile() {
		return this.spec.positionalParameters().get(0).paramLabel().equals("FILE");
	}

	private static String absolute(String path) {
		return path.equals(FileArgument.STDIN) ? path : Path.of(path).toAbsolutePath().normalize().toString();
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

}

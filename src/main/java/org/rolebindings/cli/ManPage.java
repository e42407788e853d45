package org.rolebindings.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.rolebindings.cli.process.Version;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A manual page in the macros of {@code man(7)}, with what {@code --help} of a command
 * says.
 */
final class ManPage {

	private final CommandSpec spec;

	private final StringBuilder page = new StringBuilder();

	private ManPage(CommandSpec spec) {
		this.spec = spec;
	}

	/** The page of a command. */
	static String of(CommandLine command) {
		return new ManPage(command.getCommandSpec()).write();
	}

	/** The name of the page of a command, like {@code role-bindings-import}. */
	static String name(CommandLine command) {
		return command.getCommandSpec().qualifiedName("-");
	}

	private String write() {
		String name = this.spec.qualifiedName("-");
		String description = text(this.spec.usageMessage().description());
		String version = new Version().getVersion()[0].replaceFirst(" \\(.*", "");
		line(".TH " + escaped(name.toUpperCase(Locale.ROOT)) + " 1 \"\" " + quoted(version) + " \"User Commands\"");
		section("Name");
		line(escaped(name) + " \\- " + escaped(firstSentence(description)));
		section("Synopsis");
		verbatim(new Help(this.spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0).strip().lines().toList());
		section("Description");
		line(escaped(description));
		writeArguments();
		writeOptions();
		writeCommands();
		writeExitCodes();
		writeFooter();
		writeRelated();
		return this.page.toString();
	}

	private void writeArguments() {
		List<PositionalParamSpec> arguments = this.spec.positionalParameters();
		if (!arguments.isEmpty()) {
			section("Arguments");
			arguments.forEach((argument) -> entry(argument.paramLabel(), text(argument.description())));
		}
	}

	private void writeOptions() {
		section("Options");
		this.spec.options().stream().filter((option) -> option.group() == null).forEach(this::writeOption);
		this.spec.argGroups().stream().sorted(Comparator.comparingInt(ArgGroupSpec::order)).forEach((group) -> {
			line(".SS " + quoted(text(group.heading())));
			group.options().forEach(this::writeOption);
		});
	}

	private void writeOption(OptionSpec option) {
		if (!option.hidden()) {
			String value = (option.arity().max() > 0) ? this.spec.parser().separator() + option.paramLabel() : "";
			entry(String.join(", ", option.names()) + value, text(option.description()));
		}
	}

	private void writeCommands() {
		if (!this.spec.subcommands().isEmpty()) {
			section("Commands");
			this.spec.subcommands()
				.forEach((name, command) -> entry(name, text(command.getCommandSpec().usageMessage().description())));
		}
	}

	private void writeExitCodes() {
		if (!this.spec.usageMessage().exitCodeList().isEmpty()) {
			section("Exit status");
			this.spec.usageMessage().exitCodeList().forEach((code, meaning) -> entry(code, text(meaning)));
		}
	}

	/** A line of the footer that is not indented is the heading of what follows. */
	private void writeFooter() {
		if (this.spec.usageMessage().footer().length == 0) {
			return;
		}
		section(text(this.spec.usageMessage().footerHeading()));
		for (String line : this.spec.usageMessage().footer()) {
			if (line.startsWith(" ")) {
				verbatim(List.of(line.substring(2)));
			}
			else if (!line.isEmpty()) {
				section(line);
			}
		}
	}

	private void writeRelated() {
		CommandLine parent = this.spec.commandLine().getParent();
		section("See also");
		if (parent != null) {
			line(reference(parent));
			return;
		}
		line(this.spec.subcommands().values().stream().map(ManPage::reference).collect(Collectors.joining(",\n")));
	}

	private static String reference(CommandLine command) {
		return "\\fB" + escaped(name(command)) + "\\fR(1)";
	}

	private void section(String heading) {
		line(".SH " + quoted(heading.toUpperCase(Locale.ROOT)));
	}

	private void entry(String term, String text) {
		line(".TP\n\\fB" + escaped(term) + "\\fR\n" + escaped(text));
	}

	private void verbatim(List<String> lines) {
		line(".nf");
		lines.forEach((line) -> line(escaped(line)));
		line(".fi");
	}

	private void line(String line) {
		this.page.append(line).append('\n');
	}

	/** A text as {@code --help} shows it, without its line breaks. */
	private static String text(String... formats) {
		return String.join(" ", formats).replace("%n", " ").replace("%%", "%").strip().replaceAll("\\s+", " ");
	}

	private static String firstSentence(String text) {
		String sentence = text.split("\\. ", 2)[0];
		return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
	}

	private static String quoted(String heading) {
		return '"' + escaped(heading) + '"';
	}

	/** A line that begins with a point or an apostrophe would be taken for a macro. */
	private static String escaped(String text) {
		String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("\"", "\\(dq");
		return escaped.startsWith(".") ? "\\&" + escaped : escaped;
	}

}

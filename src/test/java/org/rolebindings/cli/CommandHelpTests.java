package org.rolebindings.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.LogFormat;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CommandHelp}, as {@code --help} shows it. */
class CommandHelpTests {

	private final StringWriter printed = new StringWriter();

	@ParameterizedTest
	@ValueSource(strings = { "import", "validate", "watch", "runs", "report", "export", "sandbox", "worker" })
	void helpOfACommandHasExitCodesVariablesAndExamplesInEightyColumns(String command) {
		String help = help(command, "--help");
		assertThat(help).contains("\nExit codes\n", "\nVariables of the environment\n  ", "ROLE_BINDINGS_...",
				"\nDurations\n", "\nExamples\n  role-bindings " + command);
		assertThat(help).containsPattern("\n  2 +\\S").containsPattern("\n  3 +\\S").containsPattern("\n  70 +\\S");
		assertThat(help.lines()).filteredOn((line) -> line.contains("https:"))
			.allSatisfy((line) -> assertThat(line).matches(" {30,31}https:.*"));
		assertThat(help.lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(80));
		assertThat(help("help", command)).isEqualTo(help);
	}

	@Test
	void helpOfTheProgramHasCommandsAndExamples() {
		String help = help("--help");
		assertThat(help).contains("  import ", "  validate ", "  watch ", "  sandbox ", "  worker ", "  help ",
				"\nExamples\n  role-bindings import samples/bindings.csv --sandbox\n");
		assertThat(help("help")).isEqualTo(help);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "import ", "watch " })
	void versionIsTheProgramsForEachCommand(String command) {
		assertThat(help((command + "--version").split(" "))).startsWith("role-binding-import ");
	}

	private String help(String... arguments) {
		CommandLine program = RoleBindings.commandLine(new Messages(System.err, LogFormat.TEXT));
		this.printed.getBuffer().setLength(0);
		assertThat(program.setUsageHelpAutoWidth(false).setOut(new PrintWriter(this.printed)).execute(arguments))
			.isZero();
		return this.printed.toString();
	}

}

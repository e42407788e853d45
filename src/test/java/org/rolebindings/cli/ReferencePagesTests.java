package org.rolebindings.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.LogFormat;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the manual pages and the completion. */
class ReferencePagesTests {

	@TempDir
	Path share;

	@Test
	void writeMakesAPageOfEachCommandWithAllItsOptions() throws IOException {
		CommandLine program = program();
		ReferencePages.write(this.share, program);
		assertThat(this.share.resolve("man/man1/role-bindings.1")).content()
			.contains("\\fBrole\\-bindings\\-import\\fR(1)");
		for (Map.Entry<String, CommandLine> command : program.getSubcommands().entrySet()) {
			Path page = this.share.resolve("man/man1/role-bindings-" + command.getKey() + ".1");
			assertThat(page).content().startsWith(".TH ROLE\\-BINDINGS\\-");
			for (OptionSpec option : command.getValue().getCommandSpec().options()) {
				assertThat(page).content().containsOnlyOnce(option.longestName().replace("-", "\\-") + ended(option));
			}
		}
	}

	private static String ended(OptionSpec option) {
		return (option.arity().max() > 0) ? "=" + option.paramLabel().replace("-", "\\-") + "\\fR\n" : "\\fR\n";
	}

	@Test
	void pageOfImportHasWhatItsHelpHas() {
		assertThat(page("import")).contains(".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\nEvery row succeeded.\n")
			.contains(".SS \"The sandbox\"\n.TP\n\\fB\\-\\-sandbox\\fR\n")
			.contains(".SH \"VARIABLES OF THE ENVIRONMENT\"\n.nf\nARIZE_API_KEY       the API key\n")
			.contains(".SH \"DURATIONS\"\n")
			.contains(".SH \"EXAMPLES\"\n.nf\nrole\\-bindings import bindings.csv\n")
			.contains(".SH \"ARGUMENTS\"\n.TP\n\\fBFILE\\fR\n");
	}

	@Test
	void pageOfSandboxKeepsABackslashAtTheEndOfALine() {
		assertThat(page("sandbox")).contains("samples/bindings.csv \\e\n");
	}

	/** A line that begins with a point or an apostrophe is a request to troff. */
	@Test
	void pageHasNoTextThatTroffTakesForARequest() {
		CommandSpec spec = CommandSpec.create()
			.name("x")
			.addOption(OptionSpec.builder("--a").description(".nf").build());
		spec.usageMessage().description("'so it is");
		assertThat(ManPage.of(new CommandLine(spec))).contains("\n\\&.nf\n").contains("\n\\(aqso it is\n");
	}

	/** The shells find it by this name. */
	@Test
	void writeMakesTheCompletionOfAllCommands() throws IOException {
		ReferencePages.write(this.share, program());
		assertThat(Files.readString(this.share.resolve("bash-completion/completions/role-bindings")))
			.contains("function _complete_role-bindings()")
			.contains("commands=\"import validate plan watch ")
			.contains("'--on-conflict'");
	}

	private static String page(String command) {
		return ManPage.of(Objects.requireNonNull(program().getSubcommands().get(command)));
	}

	private static CommandLine program() {
		return RoleBindings.commandLine(new Messages(System.err, LogFormat.TEXT));
	}

}

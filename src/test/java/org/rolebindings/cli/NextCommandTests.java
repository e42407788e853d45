package org.rolebindings.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link NextCommand}. */
class NextCommandTests {

	private static final String PROGRAM = "java -jar role-binding-import.jar ";

	@Test
	void againIsTheCommandThatWasGiven() {
		assertThat(parsed("import", "x.csv", "--on-conflict=keep", "--fresh").again())
			.isEqualTo(PROGRAM + "import x.csv --on-conflict=keep --fresh");
	}

	@Test
	void againQuotesWhatAShellWouldChange() {
		assertThat(parsed("import", "it's my $HOME.csv", "--delimiter", ";", "--reports", "").again())
			.isEqualTo(PROGRAM + "import 'it'\\''s my $HOME.csv' --delimiter ';' --reports ''");
	}

	@Test
	void importOfFailedKeepsTheOptionsThatStillHold() {
		assertThat(parsed("import", "x.csv", "--delimiter", ";", "--fresh", "--allow-empty", "--on-conflict", "update",
				"--quiet")
			.importOf(Path.of("reports/my x-1/failed.csv")))
			.isEqualTo(PROGRAM + "import 'reports/my x-1/failed.csv' --on-conflict update --quiet");
	}

	@Test
	void importOfValidatedKeepsHowTheFileIsRead() {
		assertThat(parsed("validate", "x.csv", "--delimiter", "\\t", "--output", "json", "--reports", "r")
			.importOfValidated()).isEqualTo(PROGRAM + "import x.csv --delimiter '\\t'");
	}

	@Test
	void importIntoNamesTheSandbox() {
		assertThat(parsed("import", "x.csv").importInto(URI.create("http://127.0.0.1:8080"), "any"))
			.isEqualTo("ARIZE_API_KEY=any " + PROGRAM + "import samples/bindings.csv --base-url http://127.0.0.1:8080");
	}

	private static NextCommand parsed(String... arguments) {
		CommandSpec root = CommandSpec.create().name("role-bindings");
		Messages messages = new Messages(System.err, LogFormat.TEXT);
		Command command = arguments[0].equals("import") ? new ImportCommand(messages) : new ValidateCommand(messages);
		assertThat(command).isInstanceOf(Callable.class);
		root.addSubcommand(command.name(), command.spec());
		new CommandLine(root).parseArgs(arguments);
		return new NextCommand(command.spec());
	}

}

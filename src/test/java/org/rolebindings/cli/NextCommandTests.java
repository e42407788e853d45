package org.rolebindings.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.settings.LogFormat;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link NextCommand}. */
public class NextCommandTests {

	private static final String PROGRAM = "java -jar role-binding-import.jar ";

	@Test
	void againIsTheCommandThatWasGiven() {
		assertThat(parsed("import", "x.csv", "--on-conflict=keep", "--fresh").again())
			.isEqualTo(PROGRAM + "import x.csv --on-conflict=keep --fresh");
	}

	@Test
	void goOnLeavesOutWhatWouldStartOver() {
		assertThat(parsed("import", "x.csv", "--fresh", "--on-conflict=keep").goOn())
			.isEqualTo(PROGRAM + "import x.csv --on-conflict=keep");
	}

	@Test
	void goOnWithReplacesOneValue() {
		assertThat(parsed("import", "x.csv", "--fresh", "--max-failures=3", "--quiet", "--note=n")
			.goOnWith("--max-failures", "6")).isEqualTo(PROGRAM + "import x.csv --max-failures 6 --quiet");
	}

	@Test
	void takeUpHoldsInAnyFolderAndLeavesOutWhatWouldStartOver() {
		assertThat(parsed("import", "x.csv", "--state=s", "--fresh", "--quiet", "--note", "for Ada", "--reports=../r",
				"--api-key-file", "-")
			.takeUp()).containsExactly("import", Path.of("x.csv").toAbsolutePath().toString(), "--quiet", "--reports",
					Path.of("../r").toAbsolutePath().normalize().toString(), "--api-key-file", "-");
		assertThat(parsed("import", "-").takeUp()).containsExactly("import", "-");
	}

	@Test
	void takeUpWhenAPlanIsAppliedFindsItInAnyFolder() {
		assertThat(parsed("import", "x.csv", "--plan", "p/plan.csv", "--quiet").takeUp()).containsExactly("import",
				Path.of("x.csv").toAbsolutePath().toString(), "--plan",
				Path.of("p/plan.csv").toAbsolutePath().toString(), "--quiet");
	}

	@Test
	void planOfFailedLeavesOutThePlanAndWhatAPlanDoesNotTake() {
		assertThat(parsed("import", "x.csv", "--plan", "p/plan.csv", "--fresh", "--state", "s", "--wait", "1m",
				"--on-conflict", "update")
			.planOf(Path.of("failed.csv"))).isEqualTo(PROGRAM + "plan failed.csv --on-conflict update");
	}

	@Test
	void importOfPlannedWhenTheFileBeginsWithADashIsNotAnOption() {
		assertThat(parsed("plan", "--extra", "--", "-x.csv").importOfPlanned()).isEqualTo(PROGRAM + "import ./-x.csv");
		assertThat(parsed("plan", "-").importOfPlanned()).isEqualTo(PROGRAM + "import -");
	}

	@Test
	void againQuotesWhatAShellWouldChange() {
		assertThat(parsed("import", "it's my $HOME.csv", "--delimiter", ";", "--reports", "").again())
			.isEqualTo(PROGRAM + "import 'it'\\''s my $HOME.csv' --delimiter ';' --reports ''");
	}

	@Test
	void againWritesWhatCouldControlTheTerminalInOctal() {
		assertThat(parsed("import", "it's\\\u001B[31m\u202E.csv", "--note", "one\n\ttwo").again())
			.isEqualTo(PROGRAM + "import $'it\\'s\\\\\\033[31m\\342\\200\\256.csv' --note 'one\n\ttwo'");
	}

	@Test
	void importOfFailedKeepsTheOptionsThatStillHold() {
		assertThat(parsed("import", "x.csv", "--delimiter", ";", "--fresh", "--allow-empty", "--on-conflict", "update",
				"--quiet")
			.importOf(Path.of("reports/my x-1/failed.csv"), Map.of()))
			.isEqualTo(PROGRAM + "import 'reports/my x-1/failed.csv' --delimiter ';' --on-conflict update --quiet");
	}

	@Test
	void importOfFailedWhenAnOptionChangesHasItOnce() {
		assertThat(parsed("import", "x.csv", "--on-conflict", "fail").importOf(Path.of("failed.csv"),
				Map.of("--on-conflict", "update")))
			.isEqualTo(PROGRAM + "import failed.csv --on-conflict update");
	}

	@ParameterizedTest
	@CsvSource({ "java -jar /opt/role-binding-import-1.0.jar, /opt/role-binding-import-1.0.jar",
			"java -jar role-binding-import.jar, /a/classes:/b/role-binding-import.jar" })
	void againNamesTheJarThatWasStarted(String program, String classPath) {
		String before = System.setProperty("java.class.path", classPath);
		try {
			assertThat(parsed("import", "x.csv").again()).isEqualTo(program + " import x.csv");
		}
		finally {
			System.setProperty("java.class.path", before);
		}
	}

	@Test
	void importOfValidatedKeepsHowTheFileIsRead() {
		assertThat(parsed("validate", "x.csv", "--delimiter", "\\t", "--output", "json", "--reports", "r")
			.importOfValidated()).isEqualTo(PROGRAM + "import x.csv --delimiter '\\t'");
	}

	@Test
	void undoingNamesTheRunWhateverWordTheCommandHadForIt() {
		NextCommand next = parsed("undo", "last", "--yes", "--note=last", "--only", "some.csv");
		assertThat(next.again()).isEqualTo(PROGRAM + "undo last --yes --note=last --only some.csv");
		assertThat(next.undoing(7L).again()).isEqualTo(PROGRAM + "undo 7 --yes --note last --only some.csv");
		assertThat(next.undoing(7L).goOnWith("--rate", "5"))
			.isEqualTo(PROGRAM + "undo 7 --yes --only some.csv --rate 5");
		assertThat(next.undoing(7L).takeUp()).containsExactly("undo", "7", "--yes", "--only",
				Path.of("some.csv").toAbsolutePath().toString());
		assertThat(next.undoing(null)).isSameAs(next);
	}

	@Test
	void takeUpOfAnUndoNamesItsRunOrReport() {
		assertThat(parsed("undo", "7").takeUp()).containsExactly("undo", "7");
		assertThat(parsed("undo", "--from", "succeeded.csv").takeUp()).containsExactly("undo", "--from",
				Path.of("succeeded.csv").toAbsolutePath().toString());
		assertThat(parsed("revoke", "x.csv").takeUp()).containsExactly("revoke",
				Path.of("x.csv").toAbsolutePath().toString());
	}

	@Test
	void importIntoNamesTheSandbox() {
		assertThat(parsed("import", "x.csv").importInto(URI.create("http://127.0.0.1:8080"), "any"))
			.isEqualTo("ARIZE_API_KEY=any " + PROGRAM + "import samples/bindings.csv --base-url http://127.0.0.1:8080");
	}

	public static NextCommand parsed(String... arguments) {
		CommandLine program = RoleBindings.commandLine(new Messages(System.err, LogFormat.TEXT));
		ParseResult parsed = program.parseArgs(arguments);
		return new NextCommand(parsed.subcommand().commandSpec());
	}

}

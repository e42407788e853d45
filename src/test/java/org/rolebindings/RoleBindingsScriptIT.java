package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@code bin/role-bindings}. */
class RoleBindingsScriptIT {

	@TempDir
	Path folder;

	/** The shell names the file, for this JVM's locale may not be able to. */
	@Test
	void scriptWhenCalledThroughLinksInAnotherLocaleReadsTheFileAndKeepsTheExitCode() throws IOException {
		Path links = Files.createDirectory(this.folder.resolve("my bin"));
		Files.createSymbolicLink(links.resolve("role-bindings"), Program.script());
		Files.createSymbolicLink(this.folder.resolve("rb"), Path.of("my bin", "role-bindings"));
		CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1"), "x,y,z");
		Program.Result result = new Program(this.folder).env("LC_ALL", "C").runCommand(List.of("sh", "-c", """
				name=$(printf 'm\\303\\274ller')
				mv x.csv "$name.csv"
				./rb import "$name.csv" --sandbox
				code=$?
				test -f "reports/$name-1/failed.csv" || exit 99
				exit $code
				"""));
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.out()).contains("Run 1 of m\u00FCller.csv")
			.contains("Next: correct reports/m\u00FCller-1/failed.csv, and import it: ./rb import "
					+ "'reports/m\u00FCller-1/failed.csv'");
	}

	@Test
	void scriptWhenUsageIsWrongKeepsTheExitCode() {
		Program.Result result = new Program(this.folder)
			.runCommand(List.of(Program.script().toString(), "import", "--nope"));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
	}

	@Test
	void scriptPassesOptionsOfTheJvmOn() {
		Program.Result result = new Program(this.folder).env("JAVA_OPTS", "-Xmx64m -XshowSettings:vm")
			.runCommand(List.of(Program.script().toString(), "--version"));
		assertThat(result.code()).isZero();
		assertThat(result.err()).contains("Max. Heap Size: 64.00M");
	}

}

package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

	/** Surroundings of the process that only a shell can make. */
	@Test
	void jarWhenItsSurroundingsAreUnusableSaysSoAndEndsNeitherWithSuccessNorWithRowsFailed() {
		CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1"));
		String java = String.join(" ", new Program(this.folder).command());
		Program.Result result = new Program(this.folder).env("LC_ALL", "C").runCommand(List.of("sh", "-c", """
				JAVA --version >/dev/full; echo "full $?"
				JAVA --help >&- ; echo "closed $?"
				JAVA validate - <&-; echo "input $?"
				JAVA validate "$(printf 'm\\303\\274ller.csv')"; echo "name $?"
				JAVA import x.csv --sandbox --output json >/dev/full; echo "import $?"
				""".replace("JAVA", java)));
		assertThat(result.out()).isEqualTo("full 3\nclosed 3\ninput 2\nname 2\nimport 3\n");
		assertThat(result.err()).containsSubsequence("Standard output cannot be written: No space left on device",
				"Standard output cannot be written", "Standard input is closed, but FILE is -", "Set LC_ALL=C.UTF-8",
				"Standard output cannot be written");
	}

	/** As if somebody copied another jar over it, and not beside it. */
	@Test
	void jarWhenItIsOverwrittenWhileItRunsEndsWith3AndKeepsTheFile() throws IOException {
		Path jar = Files.copy(Program.project("target/role-binding-import.jar"), this.folder.resolve("copy.jar"));
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Program.Running watch = new Program(this.folder)
			.startCommand(List.of(java, "-jar", jar.toString(), "watch", "--sandbox", "--settle", "0s"));
		try {
			await().until(() -> Files.readString(watch.err()).contains("Watching "));
			Files.write(jar, new byte[Math.toIntExact(Files.size(jar))], StandardOpenOption.WRITE);
			CsvRows.write(this.folder.resolve("inbox/x.csv"), CsvRows.row("1:a", "1", "1"));
			Program.Result result = watch.result();
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.err()).contains("A part of the program cannot be loaded")
				.doesNotContain("defect", "\tat ");
			assertThat(this.folder.resolve("inbox/failed")).isEmptyDirectory();
			assertThat(this.folder.resolve("inbox/done")).isEmptyDirectory();
		}
		finally {
			watch.process().destroyForcibly();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1\n", "999999999\n", "1 1\n" })
	void scriptWhenTheBuilderIsGoneOrItsPidIsSomebodyElsesStarts(String pid) throws IOException {
		Path home = installWithJavaThatSaysStarted();
		Files.createDirectory(home.resolve(".build-lock"));
		if (!pid.isEmpty()) {
			Files.writeString(home.resolve(".build-lock/pid"), pid);
		}
		Program.Result result = new Program(this.folder).env("JAVA_HOME", home.toString())
			.runCommand(List.of(home.resolve("bin/role-bindings").toString()));
		assertThat(result.out()).isEqualTo("started\n");
		assertThat(home.resolve(".build-lock")).doesNotExist();
		assertThat(home.resolve("target/role-binding-import.jar")).exists();
	}

	@Test
	void scriptWhenTheJvmDoesNotStartEndsWith2() throws IOException {
		Path home = installWithJavaThatSaysStarted();
		Program.Result result = new Program(this.folder).env("JAVA_HOME", home.toString())
			.env("JAVA_OPTS", "-XX:Nope")
			.runCommand(List.of(home.resolve("bin/role-bindings").toString()));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("the JVM does not start", "Unrecognized VM option");
	}

	private Path installWithJavaThatSaysStarted() throws IOException {
		Path bin = Files.createDirectories(this.folder.resolve("home/bin"));
		Files.copy(Program.script(), bin.resolve("role-bindings"), StandardCopyOption.COPY_ATTRIBUTES);
		Path java = Files.writeString(bin.resolve("java"), """
				#!/bin/sh
				[ "$1" != -XX:Nope ] || { echo "Unrecognized VM option"; exit 1; }
				echo started
				""");
		Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
		Path jar = Files.createDirectory(bin.resolveSibling("target")).resolve("role-binding-import.jar");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
			out.finish();
		}
		return bin.getParent();
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

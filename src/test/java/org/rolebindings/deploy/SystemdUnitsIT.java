package org.rolebindings.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.Tools;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the systemd units, by systemd's own checks. */
class SystemdUnitsIT {

	@TempDir
	Path folder;

	private Program program;

	@BeforeEach
	void install() throws IOException {
		this.program = new Program(this.folder);
		for (String unit : List.of("role-bindings@.service", "role-bindings@.timer", "role-bindings-watch.service")) {
			Files.writeString(this.folder.resolve(unit.replace("@", "@nightly")), unit(unit));
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "role-bindings@nightly.service", "role-bindings@nightly.timer", "role-bindings-watch.service" })
	void verifyOfUnitHasNothingToSay(String unit) {
		Program.Result result = analyze("verify", "./" + unit);
		assertThat(result.out() + result.err()).isEmpty();
		assertThat(result.code()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "role-bindings@nightly.service", "role-bindings-watch.service" })
	void securityOfServiceIsExposedByLessThanThree(String unit) {
		Program.Result result = analyze("security", "--offline=true", "--threshold=30", "--no-pager", "./" + unit);
		assertThat(result.code()).as(result.out()).isZero();
		assertThat(result.out()).contains("Overall exposure level for " + unit);
	}

	@Test
	void verifyOfAUnitThatIsWrongHasSomethingToSay() throws IOException {
		Files.writeString(this.folder.resolve("role-bindings-watch.service"),
				unit("role-bindings-watch.service").replace("Restart=on-failure", "Restart=whenever"));
		assertThat(analyze("verify", "./role-bindings-watch.service").err()).contains("whenever");
	}

	/** What time mends is started again; what a person has to mend is not. */
	@ParameterizedTest
	@CsvSource({ "role-bindings@.service, 1 2 70", "role-bindings-watch.service, 2 4" })
	void serviceIsNotStartedAgainWhereThatIsInVain(String unit, String exitCodes) throws IOException {
		assertThat(unit(unit)).contains("\nRestart=on-failure\n", "\nRestartPreventExitStatus=" + exitCodes + "\n",
				"\nSuccessExitStatus=130 143\n");
	}

	/** Where this build runs there is another JVM than where the units are installed. */
	private static String unit(String name) throws IOException {
		return Files.readString(Program.project("deploy/" + name))
			.replace("/usr/bin/java", Path.of(System.getProperty("java.home"), "bin/java").toString());
	}

	private Program.Result analyze(String... arguments) {
		List<String> command = new ArrayList<>(List.of(Tools.find("systemd-analyze").toString()));
		command.addAll(List.of(arguments));
		return this.program.runCommand(command);
	}

}

package org.rolebindings.deploy;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what starts the jar without a shell of a person: nothing else sets a locale
 * there, and without a UTF-8 one most names of files cannot be used.
 */
class LocaleTests {

	@ParameterizedTest
	@CsvSource({ "crontab, LANG=C.UTF-8", "Dockerfile, ENV LANG=C.UTF-8",
			"role-bindings@.service, Environment=LANG=C.UTF-8",
			"role-bindings-watch.service, Environment=LANG=C.UTF-8" })
	void whatStartsTheJarSetsALocale(String file, String setting) throws IOException {
		assertThat(Files.readAllLines(Program.project("deploy/" + file)))
			.anySatisfy((line) -> assertThat(line).startsWith(setting));
	}

}

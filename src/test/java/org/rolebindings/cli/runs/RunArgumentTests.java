package org.rolebindings.cli.runs;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.ledger.OpenLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link RunArgument}. */
class RunArgumentTests {

	@TempDir
	Path folder;

	@Test
	void findFindsARunByItsNumberAndTheLastOne() {
		try (OpenLedger ledger = new OpenLedger(this.folder)) {
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> RunArgument.of("last").find(ledger.runs()))
				.withMessage("There is no run yet.");
			ledger.start();
			ledger.start();
			assertThat(RunArgument.of("1").find(ledger.runs()).number()).isEqualTo(1);
			assertThat(RunArgument.of("last").find(ledger.runs()).number()).isEqualTo(2);
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> RunArgument.of("3").find(ledger.runs()))
				.withMessageStartingWith("There is no run 3 in this state.");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1", "x", "Last", "1.5", "9999999999999999999" })
	void ofWhenItIsNeitherANumberNorLastIsRefused(String word) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> RunArgument.of(word))
			.withMessage("'" + word + "' names no run. RUN is the number of a run, or last.");
	}

}

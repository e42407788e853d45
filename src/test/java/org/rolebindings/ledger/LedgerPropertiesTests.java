package org.rolebindings.ledger;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LedgerPropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { ".role-bindings", "two words", "a/b", "a=b" })
	void newWhenThePathCanBeAnAddressTakesIt(String state) {
		assertThat(new LedgerProperties(Path.of(state)).state()).isEqualTo(Path.of(state));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a;INIT=x", ";", "a;b/state", "a\\b", "" })
	@DisabledOnOs(OS.WINDOWS)
	void newWhenThePathCannotBeAnAddressSaysSo(String state) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LedgerProperties(Path.of(state)))
			.withMessage("--state is '" + state + "'; it takes a folder without ; and \\ in its path.");
	}

	@Test
	void newWhenStateIsAbsoluteTakesIt(@TempDir Path folder) {
		assertThat(new LedgerProperties(folder).state()).isEqualTo(folder);
	}

}

package org.rolebindings.binding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ExistingBinding}. */
class ExistingBindingTests {

	@ParameterizedTest
	@CsvSource({ "Um9sZUJpbmRpbmc6MQ==, Um9sZUJpbmRpbmc6MQ, true", "Um9sZUJpbmRpbmc6MQ, Um9sZUJpbmRpbmc6Mg, false",
			"not an id, not an id, true", "not an id, nor this, false", "not an id, Um9sZUJpbmRpbmc6Mg, false" })
	void isNamedComparesWhatTheIdsMean(String id, String other, boolean same) {
		assertThat(new ExistingBinding(id, "r").hasId(other)).isEqualTo(same);
		assertThat(new ExistingBinding(other, "r").hasId(id)).isEqualTo(same);
	}

}

package org.rolebindings.binding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeTests {

	@ParameterizedTest
	@CsvSource({ "CREATED, true, false", "UPDATED, true, false", "UNCHANGED, true, false", "KEPT, true, false",
			"DUPLICATE, false, false", "INVALID, false, true", "FAILED, false, true", "PENDING, false, false",
			"VALID, false, false" })
	void countsAsTheContractSays(Outcome outcome, boolean success, boolean failure) {
		assertThat(outcome.isSuccess()).isEqualTo(success);
		assertThat(outcome.isFailure()).isEqualTo(failure);
	}

}

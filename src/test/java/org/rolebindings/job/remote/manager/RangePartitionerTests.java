package org.rolebindings.job.remote.manager;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RangePartitionerTests {

	@ParameterizedTest
	@CsvSource({ "0, 500", "1, 500", "32000, 500", "32064, 501", "64000, 1000", "320000, 5000", "10000000, 5000",
			"1099511627775, 5000" })
	void rowsEachAreAShareOfTheRowsBetweenTheFewestAndTheMost(long undecided, int rowsEach) {
		assertThat(RangePartitioner.rowsEach(undecided)).isEqualTo(rowsEach);
	}

}

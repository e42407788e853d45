package org.rolebindings.cli.watch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.inbox.FileOutcome.Cause;
import org.rolebindings.stop.StopReason;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link FailureCauses}. */
class FailureCausesTests {

	@ParameterizedTest
	@CsvSource({ "DEAD_KEY, KEY", "OUTAGE, API", "LONG_PAUSE, API", "SIGNAL,", "TOO_MANY_FAILURES,",
			"TOO_MANY_UPDATES," })
	void ofAStopReasonIsWhatTheProgramLacks(StopReason.Kind kind, Cause expected) {
		assertThat(FailureCauses.of(new StopReason(kind, "why"))).isEqualTo(expected);
	}

	@Test
	void ofASettingThatIsInvalidByNowIsTheKey() {
		assertThat(FailureCauses.of(new InvalidSettingException("--api-key-file is gone."))).isEqualTo(Cause.KEY);
	}

	@Test
	void ofADefectIsNone() {
		assertThat(FailureCauses.of(new IllegalStateException("a defect"))).isNull();
	}

}

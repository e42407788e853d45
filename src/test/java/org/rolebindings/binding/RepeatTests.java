package org.rolebindings.binding;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatTests {

	@Test
	void outcomeWhenRolesAgreeIsDuplicateThatNamesTheLine() {
		Repeat repeat = new Repeat(12, 3, true);
		assertThat(repeat.outcome()).isEqualTo(Outcome.DUPLICATE);
		assertThat(repeat.errorCode()).isNull();
		assertThat(repeat.message()).isEqualTo("Line 3 says the same.");
	}

	@Test
	void outcomeWhenRolesDifferIsInvalidAndTellsWhichLineStands() {
		Repeat repeat = new Repeat(12, 3, false);
		assertThat(repeat.outcome()).isEqualTo(Outcome.INVALID);
		assertThat(repeat.errorCode()).isEqualTo(ErrorCode.CONFLICTING_ROW);
		assertThat(repeat.message()).isEqualTo("Line 3 gives this user another role on this resource, "
				+ "and that line stands; keep the one that is right.");
	}

}

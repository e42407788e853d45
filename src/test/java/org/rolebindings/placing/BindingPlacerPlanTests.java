package org.rolebindings.placing;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.PlacementAction.Expectation;
import org.rolebindings.binding.UndecidedRow;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link BindingPlacer}: what changes while a row with a plan is placed. */
class BindingPlacerPlanTests extends PlacerTest {

	private static final UndecidedRow ROW = TestBindings.row()
		.expecting(new Expectation(new ExistingBinding(TestBindings.BINDING_ID, TestBindings.OTHER_ROLE)));

	private final Placing placing = placing(OnConflict.UPDATE);

	@Test
	void placeWhenThePlanNamesABindingLooksUpFirst() {
		lookUps(found(TestBindings.OTHER_ROLE));
		patches(updated());
		assertThat(this.placing.decide(ROW).outcome()).isEqualTo(Outcome.UPDATED);
		verifyRequests(0, 1, 1);
	}

	@Test
	void placeWhenThePlanNamesNoneCreatesFirst() {
		posts(made());
		assertThat(this.placing.decide(TestBindings.row().expecting(Expectation.NOTHING)).outcome())
			.isEqualTo(Outcome.CREATED);
		verifyRequests(1, 0, 0);
	}

	@Test
	void placeWhenTheBindingGoesBeforeTheUpdateIsNotCreated() {
		lookUps(found(TestBindings.OTHER_ROLE), foundNone(), foundNone(), foundNone(), foundNone());
		patches(status(404));
		Decision decision = this.placing.decide(ROW);
		assertChanged(decision, null, null);
		assertThat(decision.message()).contains("this key sees none there");
		assertThat(decision.doubtSince()).isNull();
		verifyRequests(0, 5, 1);
	}

	@Test
	void placeWhenTheUpdatesAnswerIsLostAndTheBindingGoesIsNotCreatedAndStaysInDoubt() {
		lookUps(found(TestBindings.OTHER_ROLE), foundNone());
		patches(status(500));
		Decision decision = this.placing.decide(ROW);
		assertChanged(decision, null, null);
		assertThat(decision.message()).contains("may be in place");
		assertThat(decision.doubtSince()).isEqualTo(TestBindings.MARKED_AT);
		verifyRequests(0, 2, 1);
	}

	@Test
	void placeWhenTheUpdatesAnswerIsLostAndSomebodyGivesAThirdRoleIsLeftAlone() {
		lookUps(found(TestBindings.OTHER_ROLE), found("Rol003"));
		patches(status(500));
		assertChanged(this.placing.decide(ROW), TestBindings.BINDING_ID, "Rol003");
		verifyRequests(0, 2, 1);
	}

	@Test
	void placeWhenTheUpdateIsRefusedAndSomebodyGivesAThirdRoleIsLeftAlone() {
		lookUps(found(TestBindings.OTHER_ROLE), found("Rol003"));
		patches(status(404));
		assertChanged(this.placing.decide(ROW), TestBindings.BINDING_ID, "Rol003");
		verifyRequests(0, 2, 1);
	}

	@Test
	void placeWhenALookUpHasNoAnswerTriesAgain() {
		lookUps(status(500), found(TestBindings.OTHER_ROLE));
		patches(updated());
		Decision decision = this.placing.decide(ROW);
		assertThat(decision.outcome()).isEqualTo(Outcome.UPDATED);
		assertThat(decision.attempts()).isEqualTo(2);
		verifyRequests(0, 2, 1);
	}

	private static ResponseDefinitionBuilder found(String role) {
		return found(role, TestBindings.LONG_AGO);
	}

	private static void assertChanged(Decision decision, @Nullable String bindingId, @Nullable String roleId) {
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.CHANGED_SINCE_PLAN);
		assertThat(decision.bindingId()).isEqualTo(bindingId);
		assertThat(decision.previousRoleId()).isEqualTo(roleId);
	}

}

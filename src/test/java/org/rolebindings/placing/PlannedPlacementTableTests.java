package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.CreateRoleBindingRequest;
import org.rolebindings.api.FakeApi;
import org.rolebindings.api.Pagination;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.UpdateRoleBindingRequest;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.PlacementAction.Expectation;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of "Plan" in the contract: every combination of what the plan says, what is
 * there, doubt, {@code --on-conflict}, and whether the key sees and may change what is
 * there.
 */
class PlannedPlacementTableTests {

	private static final Instant MARK = TestBindings.MARKED_AT;

	/** A binding of the user on the resource. */
	private enum Place {

		NOTHING(null, null), WANTED("Bnd001", TestBindings.ROLE), OTHER_ROLE("Bnd001", TestBindings.OTHER_ROLE),
		THIRD_ROLE("Bnd001", "Rol003"), OTHER_ROLE_OF_ANOTHER_BINDING("Bnd002", TestBindings.OTHER_ROLE);

		private final @Nullable String id;

		private final @Nullable String role;

		Place(@Nullable String id, @Nullable String role) {
			this.id = id;
			this.role = role;
		}

		@Nullable ExistingBinding binding() {
			return (this.id != null && this.role != null) ? new ExistingBinding(this.id, this.role) : null;
		}

	}

	/**
	 * What becomes of the first request that may change something, and what was before.
	 */
	private enum InDoubt {

		NO, LOST_AND_NOT_MADE, LOST_AND_MADE, BY_A_MARK_OF_AN_EARLIER_START, BY_AN_UPDATE_OF_AN_EARLIER_START

	}

	private enum Rights {

		ALL, NO_READ, NO_UPDATE

	}

	private record Case(Place planned, Place there, InDoubt inDoubt, OnConflict onConflict, Rights rights) {

		@Nullable ExistingBinding seen() {
			return (this.rights != Rights.NO_READ) ? this.there.binding() : null;
		}

		boolean isAsPlanned() {
			return Objects.equals(this.planned.binding(), seen());
		}

	}

	/** An account with one place for a binding. */
	private static final class OnePlace extends FakeApi {

		private final Case given;

		private @Nullable RoleBinding binding;

		private boolean losesNext;

		private int creates;

		OnePlace(Case given) {
			this.given = given;
			this.losesNext = given.inDoubt() == InDoubt.LOST_AND_MADE || given.inDoubt() == InDoubt.LOST_AND_NOT_MADE;
			ExistingBinding there = given.there().binding();
			this.binding = (there != null) ? binding(there.id(), there.roleId(), TestBindings.LONG_AGO) : null;
		}

		@Override
		public RoleBinding create(CreateRoleBindingRequest request) {
			this.creates++;
			boolean lost = takeLoss();
			if (lost && (this.binding != null || this.given.inDoubt() == InDoubt.LOST_AND_NOT_MADE)) {
				throw failure(500);
			}
			if (this.binding != null) {
				throw failure(409);
			}
			this.binding = binding("Bnd009", request.roleId(), MARK);
			return answer(lost);
		}

		@Override
		public RoleBinding update(String bindingId, UpdateRoleBindingRequest request) {
			if (this.given.rights() != Rights.ALL) {
				throw failure(404);
			}
			boolean lost = takeLoss();
			if (lost && this.given.inDoubt() == InDoubt.LOST_AND_NOT_MADE) {
				throw failure(500);
			}
			this.binding = binding(bindingId, request.roleId(), TestBindings.LONG_AGO);
			return answer(lost);
		}

		private boolean takeLoss() {
			boolean lost = this.losesNext;
			this.losesNext = false;
			return lost;
		}

		private RoleBinding answer(boolean lost) {
			if (lost || this.binding == null) {
				throw failure(500);
			}
			return this.binding;
		}

		@Override
		public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
			boolean shown = this.binding != null && this.given.rights() != Rights.NO_READ;
			return new RoleBindingPage(shown ? List.of(this.binding) : List.of(), new Pagination(false, null));
		}

		@Nullable ExistingBinding place() {
			return (this.binding != null) ? this.binding.existing() : null;
		}

		private static RoleBinding binding(String id, String role, Instant createdAt) {
			return new RoleBinding(id, role, TestBindings.USER, "SPACE", TestBindings.SPACE, createdAt, createdAt);
		}

		private static ApiException failure(int status) {
			return new ApiException(status, "", null, null, null);
		}

	}

	static List<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (Place planned : Place.values()) {
			for (Place there : Place.values()) {
				for (InDoubt inDoubt : InDoubt.values()) {
					for (OnConflict onConflict : OnConflict.values()) {
						for (Rights rights : Rights.values()) {
							cases.add(new Case(planned, there, inDoubt, onConflict, rights));
						}
					}
				}
			}
		}
		return cases;
	}

	@ParameterizedTest
	@MethodSource("cases")
	void placeWithAPlanDecidesAsTheContractSays(Case given) {
		OnePlace api = new OnePlace(given);
		BindingPlacer placer = new BindingPlacer(api, given.onConflict(), new NoJournal(), new RequestMeter(),
				TestOutageDetector.idleProbe(api, new StopSwitch()), TestBindings.clockAtTheMark());
		RowInFlight row = new RowInFlight(new UndecidedRow(2, TestBindings.WANTED, 0, doubts(given))
			.expecting(new Expectation(given.planned().binding())), MARK, new RetryRules(8, () -> 0));
		AttemptResult result = placer.make(row);
		while (result instanceof AttemptResult.RetryAfter) {
			result = placer.make(row);
		}
		assertThat(result).isInstanceOfSatisfying(AttemptResult.Decided.class,
				(decided) -> check(given, decided.decision(), api));
	}

	private static List<Doubt> doubts(Case given) {
		Instant since = MARK.minusSeconds(3_600);
		Instant until = since.plus(Duration.ofSeconds(60));
		return switch (given.inDoubt()) {
			case NO, LOST_AND_NOT_MADE, LOST_AND_MADE -> List.of();
			case BY_A_MARK_OF_AN_EARLIER_START -> List.of(new Doubt(7, since, until, null));
			case BY_AN_UPDATE_OF_AN_EARLIER_START -> List.of(new Doubt(7, since, until, Place.OTHER_ROLE.binding()));
		};
	}

	private static void check(Case given, Decision decision, OnePlace api) {
		ExistingBinding seen = given.seen();
		if (given.planned() != Place.NOTHING) {
			assertThat(api.creates).as("creates although the plan names a binding").isZero();
		}
		if (seen != null && seen.equals(Place.WANTED.binding())) {
			boolean updated = given.inDoubt() == InDoubt.BY_AN_UPDATE_OF_AN_EARLIER_START;
			assertThat(decision.outcome()).isEqualTo(updated ? Outcome.UPDATED : Outcome.UNCHANGED);
		}
		else if (!given.isAsPlanned()) {
			checkChanged(given, decision, api);
		}
		else if (seen != null) {
			checkOtherRole(given, seen, decision, api);
		}
		else {
			checkNoneSeen(given, decision, api);
		}
	}

	private static void checkNoneSeen(Case given, Decision decision, OnePlace api) {
		boolean made = given.there() == Place.NOTHING;
		boolean hidden = !made || (given.rights() == Rights.NO_READ && given.inDoubt() == InDoubt.LOST_AND_MADE);
		assertThat(decision.outcome()).isEqualTo(hidden ? Outcome.FAILED : Outcome.CREATED);
		assertThat(decision.errorCode()).isEqualTo(hidden ? ErrorCode.CONFLICT_HIDDEN : null);
		assertThat(api.place())
			.isEqualTo(made ? new ExistingBinding("Bnd009", TestBindings.ROLE) : given.there().binding());
	}

	private static void checkChanged(Case given, Decision decision, OnePlace api) {
		ExistingBinding seen = given.seen();
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.CHANGED_SINCE_PLAN);
		assertThat(decision.bindingId()).isEqualTo((seen != null) ? seen.id() : null);
		assertThat(decision.previousRoleId()).isEqualTo((seen != null) ? seen.roleId() : null);
		assertThat(api.place()).as("what is in place stays").isEqualTo(given.there().binding());
		ExistingBinding planned = given.planned().binding();
		if (planned != null) {
			assertThat(decision.message()).contains(planned.id(), planned.roleId());
		}
		if (seen != null) {
			assertThat(decision.message()).contains(seen.id(), seen.roleId());
		}
		else {
			assertThat(decision.message()).contains("this key sees none there", "ROLE_BINDING_READ");
			assertThat(String.valueOf(decision.message()).contains("may be in place"))
				.isEqualTo(!doubts(given).isEmpty());
		}
	}

	private static void checkOtherRole(Case given, ExistingBinding there, Decision decision, OnePlace api) {
		switch (given.onConflict()) {
			case KEEP -> assertThat(decision.outcome()).isEqualTo(Outcome.KEPT);
			case FAIL -> assertThat(decision.errorCode()).isEqualTo(ErrorCode.ROLE_CONFLICT);
			case UPDATE -> {
				if (given.rights() == Rights.ALL) {
					assertThat(decision.outcome()).isEqualTo(Outcome.UPDATED);
					assertThat(api.place()).isEqualTo(new ExistingBinding(there.id(), TestBindings.ROLE));
				}
				else {
					assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
				}
			}
		}
		assertThat(decision.previousRoleId()).isEqualTo(there.roleId());
	}

	private static final class NoJournal implements UpdateJournal {

		@Override
		public void beforeUpdate(long line, String bindingId, String formerRoleId) {
		}

		@Override
		public void nothingToUpdate(long line) {
		}

	}

}

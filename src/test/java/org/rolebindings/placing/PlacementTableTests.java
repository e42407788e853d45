package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of "Deciding a row" in the contract: every combination of doubt, what is there,
 * {@code --on-conflict} and rights, with a server that shows everything and one that
 * leaves out what the key may not see.
 */
class PlacementTableTests {

	private static final Instant MARK = TestBindings.MARKED_AT;

	/** The time in which a start that ended may have made a binding. */
	private static final Instant WINDOW = MARK.minusSeconds(3_600);

	private static final Duration WINDOW_LENGTH = Duration.ofSeconds(60);

	/** Whether the row is in doubt, and since when. */
	private enum InDoubt {

		NO, BY_A_CREATE_OF_THIS_START, BY_A_MARK_OF_AN_EARLIER_START, BY_AN_UPDATE_OF_AN_EARLIER_START

	}

	/** What the user has on the resource when the run begins. */
	private enum There {

		NOTHING, SAME_ROLE_SINCE_LONG_AGO, SAME_ROLE_SINCE_THE_WINDOW, SAME_ROLE_AFTER_THE_WINDOW,
		SAME_ROLE_SINCE_THE_MARK, OTHER_ROLE

	}

	private enum Rights {

		ALL, NO_READ, NO_DELETE

	}

	private record Case(InDoubt inDoubt, There there, OnConflict onConflict, Rights rights, boolean showsEverything) {

		boolean isVisible() {
			return this.showsEverything || this.rights != Rights.NO_READ;
		}

	}

	/** An account with one place for a binding. */
	private static final class OnePlace extends FakeApi {

		private final Case given;

		private @Nullable RoleBinding binding;

		private boolean losesNext;

		OnePlace(Case given) {
			this.given = given;
			this.losesNext = given.inDoubt() == InDoubt.BY_A_CREATE_OF_THIS_START;
			this.binding = switch (given.there()) {
				case NOTHING -> null;
				case SAME_ROLE_SINCE_LONG_AGO -> binding(TestBindings.ROLE, TestBindings.LONG_AGO);
				case SAME_ROLE_SINCE_THE_WINDOW -> binding(TestBindings.ROLE, WINDOW);
				case SAME_ROLE_AFTER_THE_WINDOW -> binding(TestBindings.ROLE, WINDOW.plus(WINDOW_LENGTH).plusMillis(1));
				case SAME_ROLE_SINCE_THE_MARK -> binding(TestBindings.ROLE, MARK);
				case OTHER_ROLE -> binding(TestBindings.OTHER_ROLE, TestBindings.LONG_AGO);
			};
		}

		@Override
		public RoleBinding create(CreateRoleBindingRequest request) {
			if (this.losesNext) {
				this.losesNext = false;
				throw failure(500);
			}
			if (this.binding != null) {
				throw failure(409);
			}
			this.binding = binding(request.roleId(), MARK);
			return this.binding;
		}

		@Override
		public RoleBinding update(String bindingId, UpdateRoleBindingRequest request) {
			if (this.given.rights() != Rights.ALL) {
				throw failure(this.given.showsEverything() ? 403 : 404);
			}
			this.binding = binding(request.roleId(), TestBindings.LONG_AGO);
			return this.binding;
		}

		@Override
		public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
			boolean shown = this.binding != null && this.given.isVisible();
			return new RoleBindingPage(shown ? List.of(this.binding) : List.of(), new Pagination(false, null));
		}

		private static RoleBinding binding(String role, Instant createdAt) {
			return new RoleBinding(TestBindings.BINDING_ID, role, TestBindings.USER, "SPACE", TestBindings.SPACE,
					createdAt, createdAt);
		}

		private static ApiException failure(int status) {
			return new ApiException(status, "", null, null, null);
		}

	}

	static List<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (InDoubt inDoubt : InDoubt.values()) {
			for (There there : There.values()) {
				for (OnConflict onConflict : OnConflict.values()) {
					for (Rights rights : Rights.values()) {
						cases.add(new Case(inDoubt, there, onConflict, rights, false));
						cases.add(new Case(inDoubt, there, onConflict, rights, true));
					}
				}
			}
		}
		return cases;
	}

	@ParameterizedTest
	@MethodSource("cases")
	void placeDecidesAsTheContractSays(Case given) {
		OnePlace api = new OnePlace(given);
		StopSwitch stop = new StopSwitch();
		BindingPlacer placer = new BindingPlacer(api, given.onConflict(), new NoJournal(), new RequestMeter(),
				TestOutageDetector.idleProbe(api, stop), TestBindings.clockAtTheMark());
		RowInFlight row = new RowInFlight(new UndecidedRow(2, TestBindings.WANTED, 0, doubts(given)), MARK,
				new RetryRules(8, () -> 0));
		AttemptResult result = placer.make(row);
		while (result instanceof AttemptResult.RetryAfter) {
			result = placer.make(row);
		}
		assertThat(result).isInstanceOfSatisfying(AttemptResult.Decided.class,
				(decided) -> check(given, decided.decision()));
	}

	private static List<Doubt> doubts(Case given) {
		Instant until = WINDOW.plus(WINDOW_LENGTH);
		return switch (given.inDoubt()) {
			case NO, BY_A_CREATE_OF_THIS_START -> List.of();
			case BY_A_MARK_OF_AN_EARLIER_START -> List.of(new Doubt(7, WINDOW, until, null));
			case BY_AN_UPDATE_OF_AN_EARLIER_START -> List
				.of(new Doubt(7, WINDOW, until, new ExistingBinding(TestBindings.BINDING_ID, TestBindings.OTHER_ROLE)));
		};
	}

	private static void check(Case given, Decision decision) {
		switch (given.there()) {
			case NOTHING -> assertThat(decision.outcome()).isEqualTo(Outcome.CREATED);
			case OTHER_ROLE -> checkOtherRole(given, decision);
			default -> checkSameRole(given, decision);
		}
		boolean hidden = given.there() != There.NOTHING && !given.isVisible();
		boolean earlier = !doubts(given).isEmpty();
		assertThat(decision.decidedDoubts()).hasSize((earlier && !hidden) ? 1 : 0);
		assertThat(decision.doubtSince())
			.isEqualTo((hidden && given.inDoubt() == InDoubt.BY_A_CREATE_OF_THIS_START) ? MARK : null);
	}

	private static void checkSameRole(Case given, Decision decision) {
		if (!given.isVisible()) {
			checkHidden(given, decision);
			return;
		}
		boolean updated = given.inDoubt() == InDoubt.BY_AN_UPDATE_OF_AN_EARLIER_START;
		boolean created = switch (given.inDoubt()) {
			case NO -> false;
			case BY_A_CREATE_OF_THIS_START -> given.there() == There.SAME_ROLE_SINCE_THE_MARK;
			default -> given.there() == There.SAME_ROLE_SINCE_THE_WINDOW;
		};
		assertThat(decision.outcome())
			.isEqualTo(updated ? Outcome.UPDATED : created ? Outcome.CREATED : Outcome.UNCHANGED);
		assertThat(decision.previousRoleId()).isEqualTo(updated ? TestBindings.OTHER_ROLE : null);
	}

	private static void checkOtherRole(Case given, Decision decision) {
		if (!given.isVisible()) {
			checkHidden(given, decision);
			return;
		}
		assertThat(decision.bindingId()).isEqualTo(TestBindings.BINDING_ID);
		assertThat(decision.previousRoleId()).isEqualTo(TestBindings.OTHER_ROLE);
		if (given.onConflict() == OnConflict.KEEP) {
			assertThat(decision.outcome()).isEqualTo(Outcome.KEPT);
		}
		else if (given.onConflict() == OnConflict.FAIL) {
			assertThat(decision.errorCode()).isEqualTo(ErrorCode.ROLE_CONFLICT);
		}
		else if (given.rights() == Rights.ALL) {
			assertThat(decision.outcome()).isEqualTo(Outcome.UPDATED);
		}
		else {
			assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
			assertThat(decision.httpStatus()).isEqualTo(given.showsEverything() ? 403 : 404);
			assertThat(decision.message()).contains("ROLE_BINDING_CREATE", "ROLE_BINDING_DELETE");
		}
	}

	private static void checkHidden(Case given, Decision decision) {
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.CONFLICT_HIDDEN);
		assertThat(decision.httpStatus()).isEqualTo(409);
		assertThat(decision.message()).contains("this key sees no binding there", "ROLE_BINDING_READ");
		boolean mayBeIt = String.valueOf(decision.message()).contains("may be the role asked for");
		assertThat(mayBeIt).isEqualTo(given.inDoubt() != InDoubt.NO);
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

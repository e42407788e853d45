package org.rolebindings.binding;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link PlacementAction}. */
class PlacementActionTests {

	private static final Id WANTED = Id.parse("Um9sZToxOmE=").orElseThrow();

	@ParameterizedTest
	@EnumSource
	void decideWhenNothingIsSeenCreates(OnConflict onConflict) {
		assertThat(decide(null, onConflict)).isEqualTo(PlacementAction.CREATE);
	}

	@ParameterizedTest
	@EnumSource
	void decideWhenTheRoleIsInPlaceDoesNothing(OnConflict onConflict) {
		assertThat(decide("Um9sZToxOmE=", onConflict)).isEqualTo(PlacementAction.NONE);
	}

	@Test
	void decideWhenTheRoleIsSpelledInAnotherWayDoesNothing() {
		assertThat(decide("Um9sZToxOmE", OnConflict.UPDATE)).isEqualTo(PlacementAction.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "FAIL, FAIL", "KEEP, KEEP", "UPDATE, UPDATE" })
	void decideWhenAnotherRoleIsInPlaceDoesWhatIsAskedFor(OnConflict onConflict, PlacementAction action) {
		assertThat(decide("Um9sZToxOmI=", onConflict)).isEqualTo(action);
		assertThat(decide("what the server calls it", onConflict)).isEqualTo(action);
	}

	private static PlacementAction decide(@Nullable String role, OnConflict onConflict) {
		return PlacementAction.decide(WANTED, (role != null) ? new ExistingBinding("Bnd1", role) : null, onConflict,
				null);
	}

	@ParameterizedTest
	@CsvSource({ "-, -, CREATE", "-, B1 A, CHANGED", "-, B1 W, NONE", "B1 A, -, CHANGED", "B1 A, B1 A, UPDATE",
			"B1 A, B1 C, CHANGED", "B1 A, B2 A, CHANGED", "B1 A, B1 W, NONE", "B1 A, B2 W, NONE", "B1 W, -, CHANGED",
			"B1 W, B1 W, NONE", "B1 W, B1 A, CHANGED", "B1 W, B2 W, NONE" })
	void decideWithAPlanComparesWhatIsFoundWithIt(String planned, String found, PlacementAction action) {
		for (OnConflict onConflict : OnConflict.values()) {
			boolean asTold = action == PlacementAction.UPDATE;
			assertThat(PlacementAction.decide(WANTED, existing(found), onConflict,
					new PlacementAction.Expectation(existing(planned))))
				.isEqualTo(asTold ? PlacementAction.valueOf(onConflict.name()) : action);
		}
	}

	@Test
	void decideWhenThePlanSpellsTheIdsInAnotherWayFindsNoChange() {
		PlacementAction.Expectation planned = new PlacementAction.Expectation(
				new ExistingBinding("Um9sZUJpbmRpbmc6Pz8_", "Um9sZToxOmI"));
		assertThat(PlacementAction.decide(WANTED, new ExistingBinding("Um9sZUJpbmRpbmc6Pz8/", "Um9sZToxOmI="),
				OnConflict.UPDATE, planned))
			.isEqualTo(PlacementAction.UPDATE);
	}

	private static @Nullable ExistingBinding existing(String text) {
		if (text.equals("-")) {
			return null;
		}
		String role = text.substring(3);
		return new ExistingBinding(text.substring(0, 2), role.equals("W") ? WANTED.text() : role);
	}

}

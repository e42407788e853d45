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
		return PlacementAction.decide(WANTED, (role != null) ? new ExistingBinding("Bnd1", role) : null, onConflict);
	}

}

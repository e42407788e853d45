package org.rolebindings.binding;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RemovalAction} and {@link Removal}. */
class RemovalActionTests {

	private static final Id ROLE = Id.parse("Um9sZToxOmE=").orElseThrow();

	private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

	private static final Instant UNTIL = SINCE.plusSeconds(60);

	private static final Instant LONG_AGO = SINCE.minusSeconds(86_400);

	private static final Removal CREATED = new Removal("B1", null);

	private static final Removal UPDATED = new Removal("B1", "F");

	private static final Removal CREATE_IN_DOUBT = Removal.placedIn(List.of(new Doubt(1, SINCE, UNTIL, null)));

	private static final Removal UPDATE_IN_DOUBT = Removal
		.placedIn(List.of(new Doubt(1, SINCE, UNTIL, new ExistingBinding("B1", "F"))));

	private static final Removal UNPROVEN = Removal.placedIn(List.of());

	/** W is the role of the row, F the former one, X another one. */
	@ParameterizedTest
	@CsvSource({ "CREATED, -, GONE", "CREATED, B1 W, DELETE", "CREATED, B1 X, CHANGED_SINCE",
			"CREATED, B2 W, CHANGED_SINCE", "CREATED, B2 X, CHANGED_SINCE", "UPDATED, -, CHANGED_SINCE",
			"UPDATED, B1 W, RESTORE", "UPDATED, B1 F, NONE", "UPDATED, B1 X, CHANGED_SINCE",
			"UPDATED, B2 W, CHANGED_SINCE", "UPDATED, B2 F, CHANGED_SINCE", "UPDATED, B2 X, CHANGED_SINCE",
			"UPDATE_IN_DOUBT, -, CHANGED_SINCE", "UPDATE_IN_DOUBT, B1 W, RESTORE", "UPDATE_IN_DOUBT, B1 F, NONE",
			"UPDATE_IN_DOUBT, B1 X, CHANGED_SINCE", "UPDATE_IN_DOUBT, B2 W, NONE", "UPDATE_IN_DOUBT, B2 F, NONE",
			"UPDATE_IN_DOUBT, B2 X, NONE", "CREATE_IN_DOUBT, -, GONE", "CREATE_IN_DOUBT, B1 W, NONE",
			"CREATE_IN_DOUBT, B1 X, NONE", "UNPROVEN, -, GONE", "UNPROVEN, B1 W, NONE", "UNPROVEN, B1 X, NONE",
			"REVOKE, -, GONE", "REVOKE, B1 W, DELETE", "REVOKE, B2 W, DELETE", "REVOKE, B1 X, CHANGED_SINCE" })
	void decideComparesWhatIsFoundWithWhatTheRunDid(String removal, String found, RemovalAction action) {
		for (Instant createdAt : new Instant[] { null, LONG_AGO, UNTIL.plusSeconds(1) }) {
			assertThat(decide(removal(removal), found, createdAt)).isEqualTo(action);
		}
	}

	@ParameterizedTest
	@CsvSource({ "B1 W, DELETE", "B2 W, DELETE", "B1 X, CHANGED_SINCE" })
	void decideWhenTheBindingWasMadeInTheTimeOfADoubtTakesItForTheRuns(String found, RemovalAction action) {
		for (Instant createdAt : List.of(SINCE.minusSeconds(2), SINCE, UNTIL)) {
			assertThat(decide(CREATE_IN_DOUBT, found, createdAt)).isEqualTo(action);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-03-01T11:59:57.999Z", "2026-03-01T12:01:00.001Z" })
	@NullSource
	void decideWhenTheBindingWasMadeAtAnotherTimeLeavesItAlone(@Nullable Instant createdAt) {
		assertThat(decide(CREATE_IN_DOUBT, "B1 W", createdAt)).isEqualTo(RemovalAction.NONE);
	}

	@Test
	void decideWhenTheEndOfTheTimeIsNotKnownProvesNothing() {
		Removal removal = Removal.placedIn(List.of(new Doubt(1, SINCE, null, null)));
		assertThat(decide(removal, "B1 W", SINCE)).isEqualTo(RemovalAction.NONE);
	}

	@Test
	void decideWhenOneOfSeveralDoubtsProvesItIsEnough() {
		Removal removal = Removal
			.placedIn(List.of(new Doubt(1, SINCE, UNTIL, null), new Doubt(2, LONG_AGO, LONG_AGO, null),
					new Doubt(3, LONG_AGO, LONG_AGO, new ExistingBinding("B2", "F"))));
		assertThat(decide(removal, "B1 W", UNTIL)).isEqualTo(RemovalAction.DELETE);
		assertThat(decide(removal, "B1 W", LONG_AGO)).isEqualTo(RemovalAction.DELETE);
		assertThat(decide(removal, "B1 W", LONG_AGO.plusSeconds(60))).isEqualTo(RemovalAction.NONE);
		assertThat(decide(removal, "B2 W", UNTIL.plusSeconds(9))).isEqualTo(RemovalAction.RESTORE);
	}

	@Test
	void decideWhenIdsAreSpelledInAnotherWayComparesWhatTheyMean() {
		Removal updated = new Removal("Um9sZUJpbmRpbmc6MTphYg==", "Um9sZToyOmE=");
		assertThat(
				RemovalAction.decide(ROLE, updated, new ExistingBinding("Um9sZUJpbmRpbmc6MTphYg", "Um9sZToxOmE"), null))
			.isEqualTo(RemovalAction.RESTORE);
		assertThat(
				RemovalAction.decide(ROLE, updated, new ExistingBinding("Um9sZUJpbmRpbmc6MTphYg", "Um9sZToyOmE"), null))
			.isEqualTo(RemovalAction.NONE);
	}

	@Test
	void decideWhenItWasDeletedBeforeIsTheSame() {
		for (Removal removal : List.of(CREATED, UPDATED, CREATE_IN_DOUBT, UPDATE_IN_DOUBT, UNPROVEN, Removal.OF_ROW)) {
			for (String found : List.of("-", "B1 W", "B1 F", "B1 X", "B2 W")) {
				assertThat(decide(removal.ofDeleted(), found, SINCE)).isEqualTo(decide(removal, found, SINCE));
			}
		}
	}

	@Test
	void formerRoleIsThatOfTheUpdateInDoubtOfTheBinding() {
		assertThat(UPDATED.formerRole(new ExistingBinding("B1", "W"))).isEqualTo("F");
		assertThat(UPDATE_IN_DOUBT.formerRole(new ExistingBinding("B1", "W"))).isEqualTo("F");
		assertThat(UPDATE_IN_DOUBT.formerRole(new ExistingBinding("B2", "W"))).isNull();
		assertThat(CREATED.formerRole(new ExistingBinding("B1", "W"))).isNull();
		assertThat(Removal.OF_ROW.formerRole(new ExistingBinding("B1", "W"))).isNull();
	}

	private static Removal removal(String name) {
		return switch (name) {
			case "CREATED" -> CREATED;
			case "UPDATED" -> UPDATED;
			case "CREATE_IN_DOUBT" -> CREATE_IN_DOUBT;
			case "UPDATE_IN_DOUBT" -> UPDATE_IN_DOUBT;
			case "UNPROVEN" -> UNPROVEN;
			default -> Removal.OF_ROW;
		};
	}

	private static RemovalAction decide(Removal removal, String found, @Nullable Instant createdAt) {
		return RemovalAction.decide(ROLE, removal, existing(found), createdAt);
	}

	private static @Nullable ExistingBinding existing(String found) {
		if (found.equals("-")) {
			return null;
		}
		String[] parts = found.split(" ", 2);
		return new ExistingBinding(parts[0], parts[1].equals("W") ? ROLE.text() : parts[1]);
	}

}

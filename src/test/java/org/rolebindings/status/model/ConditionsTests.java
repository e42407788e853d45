package org.rolebindings.status.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.inbox.FileOutcome.Cause;
import org.rolebindings.inbox.FileOutcome.Fate;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Conditions}. */
class ConditionsTests {

	private final Conditions conditions = new Conditions();

	private Status status(HealthComponent part) {
		return this.conditions.of(part).status();
	}

	private List<String> problems() {
		return Arrays.stream(HealthComponent.values())
			.flatMap((part) -> Stream.ofNullable(this.conditions.of(part).problem()))
			.toList();
	}

	@Test
	void ofWhenNothingHasHappenedIsUnknownAndHealthy() {
		assertThat(status(HealthComponent.DATABASE)).isEqualTo(Status.UNKNOWN);
		assertThat(problems()).isEmpty();
	}

	@Test
	void afterAnEndingWithACauseOnlyThatPartIsDown() {
		this.conditions.after(new FileOutcome(Fate.DONE, 1L, ""));
		this.conditions.after(new FileOutcome(Fate.WAIT, null, "Damaged.", Cause.DATABASE));
		assertThat(this.conditions.of(HealthComponent.DATABASE)).isEqualTo(Condition.down("Damaged."));
		assertThat(status(HealthComponent.API)).isEqualTo(Status.UP);
		assertThat(problems()).containsExactly("Damaged.");
	}

	@Test
	void afterADeadKeyTheApiIsDownAndAfterAnOutageOutOfService() {
		this.conditions.after(new FileOutcome(Fate.WAIT, 1L, "Refused.", Cause.KEY));
		assertThat(status(HealthComponent.API)).isEqualTo(Status.DOWN);
		this.conditions.after(new FileOutcome(Fate.WAIT, 1L, "Away.", Cause.API));
		assertThat(status(HealthComponent.API)).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void afterAFileWithARunAllPartsOfTheImportAreUp() {
		this.conditions.after(new FileOutcome(Fate.WAIT, null, "Full.", Cause.REPORTS));
		this.conditions.after(new FileOutcome(Fate.FAILED, 2L, "Too many failures."));
		assertThat(status(HealthComponent.REPORTS)).isEqualTo(Status.UP);
		assertThat(problems()).isEmpty();
	}

	@Test
	void afterAFileThatIsItselfToBlameNothingIsKnownToBeBetter() {
		this.conditions.after(new FileOutcome(Fate.WAIT, null, "Refused.", Cause.KEY));
		this.conditions.after(new FileOutcome(Fate.FAILED, null, "No header."));
		this.conditions.after(new FileOutcome(Fate.WAIT, 1L, "Stopped by a signal."));
		assertThat(status(HealthComponent.API)).isEqualTo(Status.DOWN);
	}

	@Test
	void inboxShowsTextOfOthersOnOneLine() {
		this.conditions.inbox("a\nb\u202e");
		assertThat(this.conditions.of(HealthComponent.INBOX).problem()).doesNotContain("\n", "\u202e");
	}

}

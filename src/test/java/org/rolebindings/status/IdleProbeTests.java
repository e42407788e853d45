package org.rolebindings.status;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rolebindings.inbox.ClaimedFile;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.status.model.Condition;
import org.rolebindings.status.model.HealthComponent;
import org.rolebindings.status.model.WatchStatus;
import org.rolebindings.stop.StopReason;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests for {@link IdleProbe}. */
class IdleProbeTests {

	private static final ClaimedFile FILE = new ClaimedFile(Path.of("x.csv"), "0123456789abcdef", "x.csv");

	private final AtomicLong time = new AtomicLong(-5);

	private final WatchStatus status = new WatchStatus(Clock.systemUTC());

	private @Nullable StopReason answer;

	private @Nullable StopReason troubled;

	private @Nullable Condition seen;

	private int asked;

	private final IdleProbe probe = new IdleProbe((meanwhile) -> {
		this.asked++;
		if (this.troubled != null) {
			meanwhile.accept(this.troubled);
			this.seen = this.status.condition(HealthComponent.API);
		}
		return this.answer;
	}, this.status, this.time::get);

	private void later(Duration duration) {
		this.time.addAndGet(duration.toNanos());
		this.probe.askIfDue();
	}

	@Test
	void askIfDueAsksAtTheStartAndThenOnceInFiveMinutes() {
		this.probe.askIfDue();
		assertThat(this.asked).isEqualTo(1);
		later(Duration.ofSeconds(299));
		assertThat(this.asked).isEqualTo(1);
		later(Duration.ofSeconds(1));
		assertThat(this.asked).isEqualTo(2);
		assertThat(this.status.conditions().of(HealthComponent.API)).isEqualTo(Condition.UP);
	}

	@Test
	void askIfDueWhenTheProbeThrowsDoesNotAskAgainAtOnce() {
		IdleProbe broken = new IdleProbe((meanwhile) -> {
			this.asked++;
			throw new IllegalStateException("broken");
		}, this.status, this.time::get);
		assertThatIllegalStateException().isThrownBy(broken::askIfDue);
		broken.askIfDue();
		assertThat(this.asked).isEqualTo(1);
	}

	@Test
	void askIfDueWhenTheKeyIsDeadAsksEachMinuteUntilItIsNot() {
		this.answer = new StopReason(StopReason.Kind.DEAD_KEY, "The key is dead.");
		this.probe.askIfDue();
		assertThat(this.status.conditions().of(HealthComponent.API)).isEqualTo(Condition.down("The key is dead."));
		this.answer = null;
		later(Duration.ofMinutes(1));
		assertThat(this.asked).isEqualTo(2);
		assertThat(this.status.conditions().of(HealthComponent.API)).isEqualTo(Condition.UP);
	}

	@Test
	void askIfDueWhenTheApiIsAwayIsOutOfService() {
		this.answer = new StopReason(StopReason.Kind.OUTAGE, "No answer.");
		this.probe.askIfDue();
		assertThat(this.status.conditions().of(HealthComponent.API).status()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void askIfDueWhenTheFirstAnswerIsAFailureTellsThatAtOnce() {
		this.troubled = new StopReason(StopReason.Kind.OUTAGE, "No answer yet.");
		this.probe.askIfDue();
		assertThat(this.seen).isEqualTo(Condition.away("No answer yet."));
		assertThat(this.status.condition(HealthComponent.API)).isEqualTo(Condition.UP);
	}

	@Test
	void askIfDueWhileAFileIsImportedDoesNotAsk() {
		this.status.begins(FILE);
		this.probe.askIfDue();
		later(Duration.ofHours(2));
		assertThat(this.asked).isZero();
		this.status.ended(FILE, new FileOutcome(FileOutcome.Fate.DONE, 1L, ""));
		later(Duration.ofMinutes(4));
		assertThat(this.asked).isZero();
		later(Duration.ofMinutes(1));
		assertThat(this.asked).isEqualTo(1);
	}

}

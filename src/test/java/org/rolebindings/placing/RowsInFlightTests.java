package org.rolebindings.placing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.SideThread;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.placing.RowsInFlight.RowDecision;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RowsInFlight}. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RowsInFlightTests {

	private final StopSwitch stop = new StopSwitch();

	private final RowsInFlight rows = new RowsInFlight(this.stop, 1, Duration.ofHours(1));

	@Test
	void awaitLandedWhenStoppedAndNotToldOfItYetGivesWhatIsInFlightItsTime() throws InterruptedException {
		RowInFlight row = new RowInFlight(TestBindings.row(), TestBindings.MARKED_AT, new RetryRules(8, () -> 0));
		this.rows.add(List.of(row));
		assertThat(this.rows.take(0)).isSameAs(row);
		this.stop.stop(new StopReason(Kind.SIGNAL, "Stopped by SIGINT."));
		SideThread<@Nullable Queue<RowDecision>> awaiting = SideThread.start(this.rows::awaitDecided).awaitWaiting();
		assertThat(this.rows.exchange(0, row, row.decided(Outcome.CREATED, "b1", null))).isNull();
		assertThat(Objects.requireNonNull(awaiting.get())).extracting(RowDecision::decision)
			.extracting(Decision::bindingId)
			.containsExactly("b1");
	}

}

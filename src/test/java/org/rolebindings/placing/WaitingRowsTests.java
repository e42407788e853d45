package org.rolebindings.placing;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.TestBindings;
import org.rolebindings.placing.row.RowInFlight;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link WaitingRows}. */
class WaitingRowsTests {

	private final WaitingRows rows = new WaitingRows();

	@Test
	void pollWhenARowIsDueTakesItBeforeThoseThatHaveNotLeftYet() {
		RowInFlight ready = row();
		RowInFlight due = row();
		this.rows.add(ready);
		this.rows.backOff(due, Duration.ZERO);
		assertThat(this.rows.poll()).isSameAs(due);
		assertThat(this.rows.poll()).isSameAs(ready);
		assertThat(this.rows.poll()).isNull();
		assertThat(this.rows.isEmpty()).isTrue();
	}

	@Test
	void pollWhenARowIsNotDueLeavesIt() {
		this.rows.backOff(row(), Duration.ofHours(2));
		this.rows.backOff(row(), Duration.ofHours(1));
		assertThat(this.rows.poll()).isNull();
		assertThat(this.rows.isEmpty()).isFalse();
		assertThat(Duration.ofNanos(this.rows.nanosToNext())).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
	}

	@Test
	void nanosToNextWhenNoneBacksOffIsForEver() {
		this.rows.add(row());
		assertThat(this.rows.nanosToNext()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void canTakeMoreUntilAThousandAreReady() {
		add(999);
		assertThat(this.rows.canTakeMore()).isTrue();
		add(1);
		assertThat(this.rows.canTakeMore()).isFalse();
		assertThat(this.rows.poll()).isNotNull();
		assertThat(this.rows.canTakeMore()).isTrue();
	}

	@Test
	void canTakeMoreUntilTenThousandBackOff() {
		for (int i = 0; i < 9_999; i++) {
			this.rows.backOff(row(), Duration.ofHours(1));
		}
		assertThat(this.rows.canTakeMore()).isTrue();
		this.rows.backOff(row(), Duration.ofHours(1));
		assertThat(this.rows.canTakeMore()).isFalse();
		assertThat(this.rows.backingOff()).hasSize(10_000);
	}

	private void add(int times) {
		for (int i = 0; i < times; i++) {
			this.rows.add(row());
		}
	}

	private static RowInFlight row() {
		return new RowInFlight(TestBindings.row(), TestBindings.MARKED_AT, new RetryRules(8, () -> 0));
	}

}

package org.rolebindings.api.pace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.api.SideThread;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link InFlightLimit}. */
@Timeout(60)
class InFlightLimitTests {

	private final StopSwitch stop = new StopSwitch();

	private final AtomicInteger limit = new AtomicInteger(2);

	private final InFlightLimit inFlight = new InFlightLimit(this.limit::get, this.stop);

	@Test
	void acquireWhenThereAreEnoughWaitsUntilOneLeaves() throws InterruptedException {
		this.inFlight.acquire();
		this.inFlight.acquire();
		SideThread<Void> entering = SideThread.run(this.inFlight::acquire).awaitWaiting();
		this.inFlight.release();
		entering.get();
	}

	@Test
	void acquireWhenTheLimitRisesGoesIn() throws InterruptedException {
		this.inFlight.acquire();
		this.inFlight.acquire();
		SideThread<Void> entering = SideThread.run(this.inFlight::acquire).awaitWaiting();
		this.limit.set(3);
		entering.get();
	}

	@Test
	void acquireWhenStoppedWhileWaitingEnds() {
		this.inFlight.acquire();
		this.inFlight.acquire();
		SideThread<Void> entering = SideThread.run(this.inFlight::acquire).awaitWaiting();
		this.stop.stop(new StopReason(Kind.SIGNAL, "Stopped by SIGINT."));
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(entering::get);
	}

	@Test
	void acquireWhenManyThreadsComeAndGoNeverHasMoreInsideThanTheLimit() throws InterruptedException {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		List<SideThread<Void>> threads = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			threads.add(SideThread.run(() -> {
				for (int round = 0; round < 500; round++) {
					this.inFlight.acquire();
					most.accumulateAndGet(inside.incrementAndGet(), Math::max);
					inside.decrementAndGet();
					this.inFlight.release();
				}
			}));
		}
		for (SideThread<Void> thread : threads) {
			thread.get();
		}
		assertThat(most.get()).isLessThanOrEqualTo(2);
	}

}

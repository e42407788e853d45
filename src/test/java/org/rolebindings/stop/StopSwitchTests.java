package org.rolebindings.stop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.api.SideThread;
import org.rolebindings.stop.StopReason.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link StopSwitch}. */
@Timeout(60)
class StopSwitchTests {

	private static final StopReason REASON = new StopReason(Kind.SIGNAL, "Stopped by SIGINT.");

	private final StopSwitch stop = new StopSwitch();

	@Test
	void stopWhenThrownTwiceKeepsTheFirstReasonAndTellsOnce() {
		AtomicInteger told = new AtomicInteger();
		this.stop.onStop(told::incrementAndGet);
		assertThat(this.stop.isStopRequested()).isFalse();
		assertThat(this.stop.reason()).isEmpty();
		this.stop.stop(REASON);
		this.stop.stop(new StopReason(Kind.OUTAGE, "later"));
		assertThat(this.stop.isStopRequested()).isTrue();
		assertThat(this.stop.reason()).contains(REASON);
		assertThat(told).hasValue(1);
	}

	@Test
	void stopWhenListenersThrowTellsTheOthers() {
		AtomicInteger told = new AtomicInteger();
		this.stop.onStop(() -> {
			throw new IllegalStateException("cannot be stopped");
		});
		this.stop.onStop(() -> {
			throw new AssertionError("cannot be stopped either");
		});
		this.stop.onStop(told::incrementAndGet);
		this.stop.stop(REASON);
		assertThat(told).hasValue(1);
	}

	@Test
	void onStopWhenAlreadyThrownTellsAtOnce() {
		this.stop.stop(REASON);
		AtomicInteger told = new AtomicInteger();
		this.stop.onStop(told::incrementAndGet);
		assertThat(told).hasValue(1);
	}

	@Test
	void forgetWhenListenerIsGivenTellsItNoMore() {
		AtomicInteger told = new AtomicInteger();
		Runnable listener = told::incrementAndGet;
		this.stop.onStop(listener);
		this.stop.forget(listener);
		this.stop.stop(REASON);
		assertThat(told).hasValue(0);
	}

	@Test
	void pauseWhenNotThrownLastsAtLeastAsLongAsItSays() {
		long begun = System.nanoTime();
		this.stop.pause(Duration.ofMillis(20));
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
	}

	@Test
	void pauseWhenThrownEndsAtOnce() {
		this.stop.stop(REASON);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> this.stop.pause(Duration.ofHours(1)));
	}

	@Test
	void pauseWhenThrownMeanwhileEnds() {
		SideThread<Void> pausing = SideThread.run(() -> this.stop.pause(Duration.ofHours(1))).awaitWaiting();
		this.stop.stop(REASON);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(pausing::get);
	}

}

package org.rolebindings.stop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a run: after the first call of {@link #stop}, nothing new is sent and every wait
 * ends. Only the first reason counts.
 */
public final class StopSwitch {

	/** How long a stopping run waits for the answers to its requests in flight. */
	public static final Duration GRACE = Duration.ofSeconds(10);

	private static final Logger LOGGER = LoggerFactory.getLogger(StopSwitch.class);

	private final AtomicReference<StopReason> reason = new AtomicReference<>();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	/**
	 * Stops the run.
	 * @param why the reason
	 */
	public void stop(StopReason why) {
		if (this.reason.compareAndSet(null, why)) {
			this.stopped.countDown();
			this.listeners.forEach(StopSwitch::run);
		}
	}

	/** Logs what the listener throws, so that the other listeners are called too. */
	private static void run(Runnable listener) {
		try {
			listener.run();
		}
		catch (RuntimeException | Error ex) {
			LOGGER.error("Not everything could be stopped", ex);
		}
	}

	/**
	 * Returns why the run stops.
	 * @return the reason, or empty if the run does not stop
	 */
	public Optional<StopReason> reason() {
		return Optional.ofNullable(this.reason.get());
	}

	/**
	 * Returns whether the run stops.
	 * @return {@code true} from the first call of {@link #stop} on
	 */
	public boolean isStopRequested() {
		return this.reason.get() != null;
	}

	/**
	 * Registers an action for the stop. If the run stops already, the action runs at
	 * once.
	 * @param listener the action
	 */
	public void onStop(Runnable listener) {
		this.listeners.add(listener);
		if (isStopRequested()) {
			run(listener);
		}
	}

	/**
	 * Removes an action of {@link #onStop}.
	 * @param listener the action
	 */
	public void forget(Runnable listener) {
		this.listeners.remove(listener);
	}

	/**
	 * Waits, unless the run stops.
	 * @param duration how long to wait
	 * @throws SendingStoppedException if the run stops before that, or the thread is
	 * interrupted
	 */
	public void pause(Duration duration) throws SendingStoppedException {
		try {
			if (this.stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new SendingStoppedException();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SendingStoppedException();
		}
	}

}

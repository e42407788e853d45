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
 * Stops a run: once thrown, nothing new is sent and every wait ends. It is thrown once;
 * the first reason stands.
 */
public final class StopSwitch {

	/** How long requests in flight may take to be answered once a run stops. */
	public static final Duration GRACE = Duration.ofSeconds(10);

	private static final Logger LOGGER = LoggerFactory.getLogger(StopSwitch.class);

	private final AtomicReference<StopReason> reason = new AtomicReference<>();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final CountDownLatch thrown = new CountDownLatch(1);

	/**
	 * Stops the run.
	 * @param why the reason
	 */
	public void stop(StopReason why) {
		if (this.reason.compareAndSet(null, why)) {
			this.thrown.countDown();
			this.listeners.forEach(StopSwitch::tell);
		}
	}

	/** What one listener throws must not keep the others from hearing of the stop. */
	private static void tell(Runnable listener) {
		try {
			listener.run();
		}
		catch (RuntimeException | Error ex) {
			LOGGER.error("Not everything could be stopped", ex);
		}
	}

	/**
	 * Why the run stops.
	 * @return the reason, or empty while it goes on
	 */
	public Optional<StopReason> reason() {
		return Optional.ofNullable(this.reason.get());
	}

	/**
	 * Whether the run stops.
	 * @return {@code true} from the first call of {@link #stop} on
	 */
	public boolean isThrown() {
		return this.reason.get() != null;
	}

	/** Has something done at the stop, at once if it has been thrown already. */
	public void onStop(Runnable listener) {
		this.listeners.add(listener);
		if (isThrown()) {
			tell(listener);
		}
	}

	/** Takes back {@link #onStop}, so that what is over can be forgotten. */
	public void forget(Runnable listener) {
		this.listeners.remove(listener);
	}

	/** Waits, but not past a stop. */
	public void pause(Duration duration) throws SendingStoppedException {
		try {
			if (this.thrown.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new SendingStoppedException();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SendingStoppedException();
		}
	}

}

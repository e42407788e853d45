package org.rolebindings.sandbox;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Holds answers back, any number of them on one thread. */
final class Delay implements AutoCloseable {

	private final long nanos;

	private final ScheduledThreadPoolExecutor timer;

	Delay(Duration latency) {
		this.nanos = latency.toNanos();
		this.timer = new ScheduledThreadPoolExecutor(1, Delay::daemon, new ThreadPoolExecutor.DiscardPolicy());
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/**
	 * Sends an answer when its time has come.
	 * @param sending what sends it; run at once if there is no latency
	 */
	void send(Runnable sending) {
		if (this.nanos == 0) {
			sending.run();
		}
		else {
			Future<?> unused = this.timer.schedule(sending, this.nanos, TimeUnit.NANOSECONDS);
		}
	}

	/** Drops the answers that are still held back. */
	@Override
	public void close() {
		this.timer.shutdown();
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "sandbox-latency");
		thread.setDaemon(true);
		return thread;
	}

}

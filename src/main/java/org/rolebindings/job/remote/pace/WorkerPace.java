package org.rolebindings.job.remote.pace;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.store.pace.PaceDatabase;
import org.rolebindings.store.pace.SharedPauses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Lets the workers of a run pause together. If the server asks one of them to wait, all
 * wait. If one has an outage, the others send one request at a time until they have a
 * proper answer. A thread tells the others and looks at what they tell.
 */
public final class WorkerPace implements AutoCloseable {

	private static final Logger LOGGER = LoggerFactory.getLogger(WorkerPace.class);

	/** Two of these, and the time of the database, are less than a second. */
	private static final Duration PERIOD = Duration.ofMillis(250);

	/** If a worker with an outage dies, the others soon forget its outage. */
	private static final Duration OUTAGE_LENGTH = Duration.ofSeconds(5);

	/** A pause that ends later by less is the worker's own one. */
	private static final Duration SAME_PAUSE = Duration.ofMillis(50);

	private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(1);

	private final SharedPauses pauses;

	private final RequestGate gate;

	private final OutageDetector outageDetector;

	private final AtomicReference<@Nullable Pause> untold = new AtomicReference<>();

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "worker-pace");
		thread.setDaemon(true);
		return thread;
	});

	/** A pause that ends at some time of {@link System#nanoTime()}. */
	private record Pause(long end) {

		private static Pause of(Duration length) {
			return new Pause(System.nanoTime() + length.toNanos());
		}

		private Duration left() {
			return Duration.ofNanos(this.end - System.nanoTime());
		}

		private Pause orLonger(Pause other) {
			return (other.end - this.end > 0) ? other : this;
		}

	}

	/**
	 * Prepares the pace of a worker. Nothing happens before {@link #start}.
	 * @param database where the workers tell each other
	 * @param target the API's address
	 * @param gate holds this worker's requests back
	 * @param outageDetector sees the answers to this worker's requests
	 */
	public WorkerPace(PaceDatabase database, String target, RequestGate gate, OutageDetector outageDetector) {
		this.pauses = database.pauses(target);
		this.gate = gate;
		this.outageDetector = outageDetector;
	}

	/** Begins to tell the other workers, and to look at what they tell. */
	public void start() {
		listen();
		var unused = this.executor.scheduleWithFixedDelay(this::exchange, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Begins to remember pauses; the sender's thread does not wait for the database. */
	void listen() {
		this.outageDetector.onPause((length) -> {
			Pause pause = Pause.of(length);
			Pause before = this.untold.getAndAccumulate(pause,
					(earlier, next) -> (earlier != null && next != null) ? earlier.orLonger(next) : next);
			if (before == null) {
				tellSoon();
			}
		});
	}

	private void tellSoon() {
		try {
			this.executor.execute(this::exchange);
		}
		catch (RejectedExecutionException ex) {
			// The worker ends
		}
	}

	/** Tells the other workers, and does what they tell. */
	void exchange() {
		try {
			tell();
			heed(this.pauses.read());
		}
		catch (DataAccessException ex) {
			LOGGER.debug("The pace of the other workers is unknown", ex);
		}
		catch (RuntimeException ex) {
			LOGGER.error("The pace of the other workers is unknown", ex);
		}
	}

	private void tell() {
		Pause pause = this.untold.get();
		if (pause != null) {
			if (!pause.left().isNegative()) {
				this.pauses.pause(pause.left());
			}
			this.untold.compareAndSet(pause, null);
		}
		if (this.gate.outage().isOwnOutage()) {
			this.pauses.outage(OUTAGE_LENGTH);
		}
	}

	private void heed(SharedPauses.Reading reading) {
		Duration longer = reading.pauseLeft().minus(this.gate.closedFor());
		if (longer.compareTo(SAME_PAUSE) > 0) {
			boolean unused = this.gate.closeLikeOthers(reading.pauseLeft());
		}
		Duration outageAge = reading.outageAge();
		if (outageAge != null) {
			this.outageDetector.outageElsewhere(outageAge);
		}
	}

	/** Tells nothing any more, and gives up the connection. */
	@Override
	public void close() {
		this.executor.shutdown();
		this.pauses.close();
		try {
			boolean unused = this.executor.awaitTermination(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

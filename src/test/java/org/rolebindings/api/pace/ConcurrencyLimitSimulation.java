package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.DoubleSupplier;

/**
 * As many senders as there are requests allowed in flight, and a server that has so many
 * hands and queues what is more, in simulated time.
 */
final class ConcurrencyLimitSimulation {

	private static final double SECOND = Duration.ofSeconds(1).toNanos();

	/** Half of the way there and back. */
	private static final long WAY = Duration.ofMillis(1).toNanos();

	private final Queue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));

	private final Queue<Long> queue = new ArrayDeque<>();

	private final int senders;

	private final ConcurrencyLimit concurrencyLimit;

	private final DoubleSupplier secondsOfWork;

	private int hands;

	private int busy;

	private int inFlight;

	private long now;

	private long answered;

	private double inFlightTime;

	private record Event(long at, Runnable what) {
	}

	/**
	 * What came of it.
	 *
	 * @param perSecond the answers a second
	 * @param inFlight the requests in flight on average
	 */
	record Result(double perSecond, double inFlight) {
	}

	ConcurrencyLimitSimulation(int senders, int hands, DoubleSupplier secondsOfWork) {
		this.senders = senders;
		this.hands = hands;
		this.secondsOfWork = secondsOfWork;
		this.concurrencyLimit = new ConcurrencyLimit(senders, 0);
	}

	/** From now on the server has so many hands. */
	void hands(int hands) {
		this.hands = hands;
	}

	int limit() {
		return this.concurrencyLimit.limit();
	}

	/** Goes on for a while, and tells what came of that time. */
	Result run(Duration time) {
		long begun = this.now;
		this.answered = 0;
		this.inFlightTime = 0;
		long end = begun + time.toNanos();
		send();
		while (!this.events.isEmpty() && this.events.element().at() < end) {
			Event event = this.events.remove();
			pass(event.at());
			event.what().run();
			send();
		}
		pass(end);
		return new Result(this.answered * SECOND / time.toNanos(), this.inFlightTime / time.toNanos());
	}

	private void pass(long until) {
		this.inFlightTime += (double) this.inFlight * (until - this.now);
		this.now = until;
	}

	private void send() {
		while (this.inFlight < Math.min(this.senders, this.concurrencyLimit.limit())) {
			this.inFlight++;
			long departure = this.now;
			after(WAY, () -> {
				this.queue.add(departure);
				work();
			});
		}
	}

	private void work() {
		while (this.busy < this.hands && !this.queue.isEmpty()) {
			this.busy++;
			long departure = this.queue.remove();
			after((long) (SECOND * this.secondsOfWork.getAsDouble()), () -> {
				this.busy--;
				work();
				after(WAY, () -> {
					this.inFlight--;
					this.answered++;
					this.concurrencyLimit.answered(departure, this.now);
				});
			});
		}
	}

	private void after(long nanos, Runnable what) {
		this.events.add(new Event(this.now + nanos, what));
	}

}

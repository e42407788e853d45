package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.http.ThrottlingServer;
import org.rolebindings.stop.StopSwitch;

/**
 * Senders that go through {@link RequestPacer} to a server, in simulated time: minutes
 * pass in milliseconds, and always in the same way.
 */
final class PaceSimulation {

	private final RequestPacer pacer;

	private final ThrottlingServer server;

	private final Random random;

	private final Queue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));

	private long now;

	private final long latency;

	private int waiting;

	private long taken;

	private long refused;

	private long mostInASecond;

	private final Queue<Long> lastSecond = new ArrayDeque<>();

	private record Event(long at, Runnable what) {
	}

	/**
	 * What came of it.
	 *
	 * @param taken the requests that the server took
	 * @param refused the requests that it answered with 429
	 * @param mostInASecond the most that left in any second
	 * @param time how long that took
	 */
	record Result(long taken, long refused, long mostInASecond, Duration time) {

		/** The share that was used of a limit of so many a second. */
		double used(double limit) {
			return this.taken * (double) ThrottlingServer.SECOND / (limit * this.time.toNanos());
		}

		double refusedShare() {
			return (double) this.refused / (this.taken + this.refused);
		}

	}

	PaceSimulation(ThrottlingServer server, int senders, Duration latency, @Nullable Integer ceiling) {
		this(server, senders, latency, ceiling, 7);
	}

	PaceSimulation(ThrottlingServer server, int senders, Duration latency, @Nullable Integer ceiling, long seed) {
		this.random = new Random(seed);
		this.server = server;
		this.latency = latency.toNanos();
		this.pacer = new RequestPacer(ceiling, new RetryRules(8, this.random), new StopSwitch(), () -> this.now);
		for (int i = 0; i < senders; i++) {
			this.events.add(new Event(0, this::send));
		}
	}

	/** Goes on for a while, and tells what came of that time. */
	Result run(Duration time) {
		begin();
		long end = this.now + time.toNanos();
		while (this.events.element().at() < end) {
			goOn();
		}
		this.now = end;
		return new Result(this.taken, this.refused, this.mostInASecond, time);
	}

	/** Goes on until so many requests are taken, and tells what came of them. */
	Result take(long requests) {
		begin();
		long begun = this.now;
		while (this.taken < requests) {
			goOn();
		}
		return new Result(this.taken, this.refused, this.mostInASecond, Duration.ofNanos(this.now - begun));
	}

	private void begin() {
		this.taken = 0;
		this.refused = 0;
		this.mostInASecond = 0;
	}

	private void goOn() {
		Event event = this.events.remove();
		this.now = event.at();
		event.what().run();
	}

	/**
	 * As at the gate, the first of those who wait is the only one who asks for how long.
	 */
	private void send() {
		this.waiting++;
		if (this.waiting == 1) {
			askToDepart();
		}
	}

	private void askToDepart() {
		while (this.waiting > 0) {
			long wait = this.pacer.depart(this.now);
			if (wait > 0) {
				after(wait, this::askToDepart);
				return;
			}
			this.waiting--;
			depart();
		}
	}

	private void depart() {
		long departure = this.now;
		countDeparture();
		long there = this.latency / 4 + this.random.nextLong(this.latency / 2 + 1);
		after(there, () -> arrive(departure));
	}

	private void countDeparture() {
		while (!this.lastSecond.isEmpty() && this.lastSecond.element() <= this.now - ThrottlingServer.SECOND) {
			this.lastSecond.remove();
		}
		this.lastSecond.add(this.now);
		this.mostInASecond = Math.max(this.mostInASecond, this.lastSecond.size());
	}

	private void arrive(long departure) {
		boolean takes = this.server.takes(this.now);
		Duration wait = this.server.retryAfter(this.now);
		after(this.latency / 2, () -> {
			if (takes) {
				this.taken++;
				this.pacer.accepted(departure);
			}
			else {
				this.refused++;
				this.pacer.refused(departure, wait);
			}
			send();
		});
	}

	private void after(long nanos, Runnable what) {
		this.events.add(new Event(this.now + nanos, what));
	}

}

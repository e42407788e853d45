package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.http.ThrottlingServer;
import org.rolebindings.stop.StopSwitch;

/**
 * Several workers, each with a {@link RequestPacer} of its own, that send to one server
 * in simulated time. A worker that is asked to wait tells the others, which look for that
 * from time to time.
 */
final class SharedPaceSimulation {

	private final ThrottlingServer server;

	private final Random random;

	private final long latency;

	private final long lookEvery;

	private final Queue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));

	private final List<Worker> workers = new ArrayList<>();

	private long now;

	/** When the pause is over that one of the workers was asked to make. */
	private long sharedPauseEnds;

	private record Event(long at, Runnable what) {
	}

	/**
	 * What came of it.
	 *
	 * @param taken the requests of each worker that the server took
	 * @param refused the requests that it answered with 429
	 * @param time how long that took
	 */
	record Result(List<Long> taken, long refused, Duration time) {

		private long total() {
			return this.taken.stream().mapToLong(Long::longValue).sum();
		}

		/** The share that was used of a limit of so many a second. */
		double used(double limit) {
			return total() * (double) ThrottlingServer.SECOND / (limit * this.time.toNanos());
		}

		double refusedShare() {
			return (double) this.refused / (total() + this.refused);
		}

		/** What the slowest worker got of its fair share. */
		double leastOfFairShare() {
			return (double) Collections.min(this.taken) * this.taken.size() / total();
		}

	}

	/**
	 * Prepares the workers.
	 * @param lookEvery how often each looks for pauses of the others
	 */
	SharedPaceSimulation(ThrottlingServer server, int workers, int senders, Duration latency, Duration lookEvery,
			long seed) {
		this.server = server;
		this.random = new Random(seed);
		this.latency = latency.toNanos();
		this.lookEvery = lookEvery.toNanos();
		for (int i = 0; i < workers; i++) {
			Worker worker = new Worker();
			this.workers.add(worker);
			for (int sender = 0; sender < senders; sender++) {
				after(this.random.nextLong(this.latency), worker::send);
			}
			after(this.random.nextLong(this.lookEvery), worker::look);
		}
	}

	/** Goes on for a while, and tells what came of that time. */
	Result run(Duration time) {
		this.workers.forEach(Worker::reset);
		long end = this.now + time.toNanos();
		while (this.events.element().at() < end) {
			Event event = this.events.remove();
			this.now = event.at();
			event.what().run();
		}
		this.now = end;
		return new Result(this.workers.stream().map((worker) -> worker.taken).toList(),
				this.workers.stream().mapToLong((worker) -> worker.refused).sum(), time);
	}

	private void after(long nanos, Runnable what) {
		this.events.add(new Event(this.now + nanos, what));
	}

	private final class Worker {

		private final RequestPacer pacer = new RequestPacer(null, new RetryRules(8, SharedPaceSimulation.this.random),
				new StopSwitch(), () -> SharedPaceSimulation.this.now);

		private int waiting;

		private boolean asking;

		private long taken;

		private long refused;

		private void reset() {
			this.taken = 0;
			this.refused = 0;
		}

		private void look() {
			long left = SharedPaceSimulation.this.sharedPauseEnds - SharedPaceSimulation.this.now;
			if (left > 0) {
				this.pacer.closeLikeOthers(Duration.ofNanos(left));
			}
			after(SharedPaceSimulation.this.lookEvery, this::look);
		}

		private void send() {
			this.waiting++;
			if (!this.asking) {
				askToDepart();
			}
		}

		private void askToDepart() {
			this.asking = false;
			while (this.waiting > 0) {
				long wait = this.pacer.depart(SharedPaceSimulation.this.now);
				if (wait > 0) {
					this.asking = true;
					after(wait, this::askToDepart);
					return;
				}
				this.waiting--;
				depart(SharedPaceSimulation.this.now);
			}
		}

		private void depart(long departure) {
			long latency = SharedPaceSimulation.this.latency;
			after(latency / 4 + SharedPaceSimulation.this.random.nextLong(latency / 2 + 1), () -> arrive(departure));
		}

		private void arrive(long departure) {
			long now = SharedPaceSimulation.this.now;
			boolean takes = SharedPaceSimulation.this.server.takes(now);
			Duration wait = SharedPaceSimulation.this.server.retryAfter(now);
			after(SharedPaceSimulation.this.latency / 2, () -> {
				if (takes) {
					this.taken++;
					this.pacer.accepted(departure);
				}
				else {
					this.refused++;
					this.pacer.refused(departure, wait);
					if (wait != null) {
						SharedPaceSimulation.this.sharedPauseEnds = Math.max(SharedPaceSimulation.this.sharedPauseEnds,
								SharedPaceSimulation.this.now + wait.toNanos());
					}
				}
				send();
			});
		}

	}

}

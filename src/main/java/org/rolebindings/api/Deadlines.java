package org.rolebindings.api;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Aborts requests whose time is up. To look through those in flight now and then costs
 * next to nothing, while an alarm for each would have all senders meet at one queue.
 */
final class Deadlines {

	/** What an exchange may take longer than its time: a share of that, at most. */
	private static final int PARTS = 50;

	private static final Duration SHORTEST = Duration.ofMillis(1);

	private static final Duration LONGEST = Duration.ofMillis(100);

	private final Duration timeout;

	private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();

	Deadlines(Duration timeout) {
		this.timeout = timeout;
	}

	/** How often to look. */
	Duration period() {
		Duration part = this.timeout.dividedBy(PARTS);
		if (part.compareTo(SHORTEST) < 0) {
			return SHORTEST;
		}
		return (part.compareTo(LONGEST) > 0) ? LONGEST : part;
	}

	/** The time of a request begins, until its deadline is closed. */
	Deadline begin(HttpUriRequestBase request) {
		Deadline deadline = new Deadline(request, System.nanoTime() + this.timeout.toNanos());
		this.pending.add(deadline);
		return deadline;
	}

	/** Aborts what is late. */
	void look() {
		long now = System.nanoTime();
		for (Deadline deadline : this.pending) {
			if (now - deadline.at >= 0) {
				deadline.late = true;
				deadline.request.abort();
			}
		}
	}

	/** Until when a request has to be answered. */
	final class Deadline implements AutoCloseable {

		private final HttpUriRequestBase request;

		private final long at;

		private volatile boolean late;

		private Deadline(HttpUriRequestBase request, long at) {
			this.request = request;
			this.at = at;
		}

		/** Whether the request was aborted. */
		boolean isMissed() {
			return this.late;
		}

		@Override
		public void close() {
			Deadlines.this.pending.remove(this);
		}

	}

}

package org.rolebindings.api.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts the requests whose time is up. One timer checks all requests in flight, which is
 * cheap. One alarm for each request would make all senders wait for the lock of one
 * queue.
 */
final class Deadlines {

	private static final Logger LOGGER = LoggerFactory.getLogger(Deadlines.class);

	/**
	 * The time between two checks. A request may take so much longer than its time-out.
	 */
	static final Duration PERIOD = Duration.ofMillis(20);

	private final Duration timeout;

	private final LongSupplier nanoClock;

	private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();

	/**
	 * Begins with no requests.
	 * @param timeout how long each request may take
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	Deadlines(Duration timeout, LongSupplier nanoClock) {
		this.timeout = timeout;
		this.nanoClock = nanoClock;
	}

	/** Returns how long a request may take. */
	Duration timeout() {
		return this.timeout;
	}

	/** Begins the time of a request. Closing the deadline ends it. */
	Deadline begin(HttpUriRequestBase request) {
		Deadline deadline = new Deadline(request, this.nanoClock.getAsLong() + this.timeout.toNanos());
		this.pending.add(deadline);
		return deadline;
	}

	/** Aborts all requests whose time is up. */
	void abortExpired() {
		long now = this.nanoClock.getAsLong();
		for (Deadline deadline : this.pending) {
			if (now - deadline.at >= 0) {
				deadline.expire();
			}
		}
	}

	/** The time by which a request must be answered. */
	final class Deadline implements AutoCloseable {

		private final HttpUriRequestBase request;

		private final long at;

		private volatile boolean expired;

		private Deadline(HttpUriRequestBase request, long at) {
			this.request = request;
			this.at = at;
		}

		/** Logs what the abort throws, so that the other requests are aborted too. */
		private void expire() {
			this.expired = true;
			try {
				this.request.abort();
			}
			catch (RuntimeException ex) {
				LOGGER.error("A late request could not be aborted", ex);
			}
		}

		/** Returns whether the request was aborted. */
		boolean isExpired() {
			return this.expired;
		}

		@Override
		public void close() {
			Deadlines.this.pending.remove(this);
		}

	}

}

package org.rolebindings.api.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts requests whose time is up. To look through those in flight now and then costs
 * next to nothing, while an alarm for each would have all senders meet at one queue.
 */
final class Deadlines {

	private static final Logger LOGGER = LoggerFactory.getLogger(Deadlines.class);

	/** How often to look; an exchange may take so much longer than its time. */
	static final Duration PERIOD = Duration.ofMillis(20);

	private final Duration timeout;

	private final LongSupplier nanoClock;

	private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();

	/**
	 * Begins with no requests.
	 * @param timeout how long each may take
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	Deadlines(Duration timeout, LongSupplier nanoClock) {
		this.timeout = timeout;
		this.nanoClock = nanoClock;
	}

	/** How long a request may take. */
	Duration timeout() {
		return this.timeout;
	}

	/** The time of a request begins, until its deadline is closed. */
	Deadline begin(HttpUriRequestBase request) {
		Deadline deadline = new Deadline(request, this.nanoClock.getAsLong() + this.timeout.toNanos());
		this.pending.add(deadline);
		return deadline;
	}

	/** Aborts what is late. */
	void look() {
		long now = this.nanoClock.getAsLong();
		for (Deadline deadline : this.pending) {
			if (now - deadline.at >= 0) {
				deadline.miss();
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

		/** What one request throws must not keep the others from being aborted. */
		private void miss() {
			this.late = true;
			try {
				this.request.abort();
			}
			catch (RuntimeException ex) {
				LOGGER.error("A late request could not be aborted", ex);
			}
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

package org.rolebindings.job.remote.pace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.rolebindings.api.pace.SharedRate;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.pace.PaceDatabase;
import org.rolebindings.store.pace.RateBucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * The rate that all workers of a run keep together. A thread takes tokens from the
 * database for the requests that are likely to leave soon. If the database does not
 * answer, no request leaves.
 */
public final class WorkerRate implements SharedRate, AutoCloseable {

	private static final Logger LOGGER = LoggerFactory.getLogger(WorkerRate.class);

	private static final Duration RETRY_PAUSE = Duration.ofMillis(250);

	private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(1);

	private final RateBucket bucket;

	private final StopSwitch stop;

	private final TokenQueue tokens;

	/** Only one request waits for the next token, so that only one thread is woken. */
	private final ReentrantLock waiterLock = new ReentrantLock(true);

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicBoolean closed = new AtomicBoolean();

	private final Thread taker = new Thread(this::takeTokens, "worker-rate");

	private final Runnable onStop;

	/**
	 * Begins to take tokens as soon as a request waits.
	 * @param database where the workers share the rate
	 * @param target the API's address
	 * @param perSecond the requests a second over all workers, 1 or more
	 * @param stop ends all waiting
	 */
	public WorkerRate(PaceDatabase database, String target, int perSecond, StopSwitch stop) {
		this.bucket = database.bucket(target, perSecond);
		this.stop = stop;
		this.tokens = new TokenQueue(this.bucket.mostAtOnce(), () -> this.closed.get() || stop.isStopRequested(),
				System::nanoTime);
		this.onStop = this.tokens::wakeAll;
		stop.onStop(this.onStop);
		this.taker.setDaemon(true);
		this.taker.start();
	}

	@Override
	public void await() {
		this.tokens.requestWaits(this.waiting.incrementAndGet());
		this.waiterLock.lock();
		try {
			if (!this.tokens.await()) {
				throw new SendingStoppedException();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SendingStoppedException();
		}
		finally {
			this.waiterLock.unlock();
			this.waiting.decrementAndGet();
		}
	}

	private void takeTokens() {
		try {
			while (!this.closed.get() && !this.stop.isStopRequested()) {
				int count = this.tokens.awaitNeed(this.waiting::get);
				if (count > 0) {
					take(count);
				}
			}
		}
		catch (InterruptedException | SendingStoppedException ex) {
			// The worker ends
		}
	}

	private void take(int count) {
		try {
			this.tokens.add(this.bucket.take(count));
		}
		catch (DataAccessException ex) {
			LOGGER.debug("No request leaves", ex);
			this.stop.pause(RETRY_PAUSE);
		}
	}

	/** Ends all waiting, and gives up the connection. */
	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.stop.forget(this.onStop);
			this.tokens.wakeAll();
			this.bucket.close();
			join();
		}
	}

	private void join() {
		try {
			this.taker.join(CLOSING_PATIENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

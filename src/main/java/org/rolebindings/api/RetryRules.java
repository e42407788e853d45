package org.rolebindings.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.policy.MaxAttemptsRetryPolicy;

/**
 * The number of attempts and the time between them, by spring-retry's policies. The
 * caller does the waiting, so that a row that backs off does not occupy a sender.
 * <p>
 * The back-off is exponential with full jitter: a random time between zero and a limit.
 * The limit begins at half a second and doubles up to half a minute.
 */
public final class RetryRules {

	static final Duration FIRST_BACK_OFF_LIMIT = Duration.ofMillis(500);

	static final Duration LAST_BACK_OFF_LIMIT = Duration.ofSeconds(30);

	private final MaxAttemptsRetryPolicy policy;

	private final ExponentialBackOffPolicy backOff = new ExponentialBackOffPolicy();

	private static final Duration USUAL_READ_LAG = Duration.ofSeconds(5);

	private final RandomGenerator random;

	private final Duration readLag;

	/** Makes the rules, with the usual time for reads that lag. */
	public RetryRules(int maxAttempts, RandomGenerator random) {
		this(maxAttempts, random, USUAL_READ_LAG);
	}

	/**
	 * Makes the rules.
	 * @param maxAttempts the most attempts, 1 or more
	 * @param random draws the time between two attempts
	 * @param readLag how long reads may lag behind writes
	 */
	public RetryRules(int maxAttempts, RandomGenerator random, Duration readLag) {
		this.policy = new MaxAttemptsRetryPolicy(maxAttempts);
		this.backOff.setInitialInterval(FIRST_BACK_OFF_LIMIT.toMillis());
		this.backOff.setMultiplier(2);
		this.backOff.setMaxInterval(LAST_BACK_OFF_LIMIT.toMillis());
		this.random = random;
		this.readLag = readLag;
	}

	/** Returns how long reads may lag behind writes. */
	public Duration readLag() {
		return this.readLag;
	}

	/**
	 * Begins to count attempts.
	 * @return a count of zero, for one thread at a time
	 */
	public Attempts begin() {
		return new Attempts();
	}

	/** The attempts at one row, page or other request. */
	public final class Attempts {

		private final RetryContext context = RetryRules.this.policy.open(null);

		private final BackOffContext backOffContext = RetryRules.this.backOff.start(this.context);

		/**
		 * Counts a failed attempt.
		 * @param failure the answer to the attempt
		 * @return whether another attempt is allowed
		 */
		public boolean canRetryAfter(ApiException failure) {
			RetryRules.this.policy.registerThrowable(this.context, failure);
			return RetryRules.this.policy.canRetry(this.context);
		}

		/** Returns whether no further attempt is allowed. */
		public boolean isExhausted() {
			return !RetryRules.this.policy.canRetry(this.context);
		}

		/**
		 * Draws the time until the next attempt.
		 * @return 0 s to 30 s
		 */
		public Duration nextDelay() {
			AtomicLong limit = new AtomicLong();
			RetryRules.this.backOff.withSleeper(limit::set).backOff(this.backOffContext);
			return Duration.ofMillis(RetryRules.this.random.nextLong(limit.get() + 1));
		}

	}

}

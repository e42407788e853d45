package org.rolebindings.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.policy.MaxAttemptsRetryPolicy;

/**
 * How many attempts there may be, and how long to wait between them. The rules are
 * spring-retry's policies; nothing sleeps in here, so that a row that backs off occupies
 * no sender.
 * <p>
 * The back-off is exponential with full jitter: a random time between zero and a limit
 * that doubles from half a second to half a minute.
 */
public final class RetryRules {

	static final Duration FIRST_LIMIT = Duration.ofMillis(500);

	static final Duration LAST_LIMIT = Duration.ofSeconds(30);

	private final MaxAttemptsRetryPolicy policy;

	private final ExponentialBackOffPolicy backOff = new ExponentialBackOffPolicy();

	private final RandomGenerator random;

	public RetryRules(int maxAttempts, RandomGenerator random) {
		this.policy = new MaxAttemptsRetryPolicy(maxAttempts);
		this.backOff.setInitialInterval(FIRST_LIMIT.toMillis());
		this.backOff.setMultiplier(2);
		this.backOff.setMaxInterval(LAST_LIMIT.toMillis());
		this.random = random;
	}

	public Attempts begin() {
		return new Attempts();
	}

	/** The attempts at one thing. */
	public final class Attempts {

		private final RetryContext context = RetryRules.this.policy.open(null);

		private final BackOffContext backOffContext = RetryRules.this.backOff.start(this.context);

		/**
		 * Counts a failed attempt and tells whether there may be another one.
		 * @param failure an answer that does not decide
		 */
		public boolean mayFollow(ApiException failure) {
			RetryRules.this.policy.registerThrowable(this.context, failure);
			return RetryRules.this.policy.canRetry(this.context);
		}

		/** Whether the last failure was the last attempt. */
		public boolean ranOut() {
			return !RetryRules.this.policy.canRetry(this.context);
		}

		/** How long to wait before the next attempt. */
		public Duration nextDelay() {
			AtomicLong limit = new AtomicLong();
			RetryRules.this.backOff.withSleeper(limit::set).backOff(this.backOffContext);
			return Duration.ofMillis(RetryRules.this.random.nextLong(limit.get() + 1));
		}

	}

}

package org.rolebindings.placing.row;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RetryRules;

/**
 * Counts the attempts at one row, over all starts of the run, and draws the time between
 * them. {@link RowRetries} decides which failures count. For one thread at a time.
 */
public final class RowAttempts {

	private final RetryRules rules;

	private final int earlier;

	private int count;

	private int countBeforeSending;

	private RetryRules.@Nullable Attempts retries;

	private RetryRules.@Nullable Attempts lastLookUps;

	private RetryRules.@Nullable Attempts throttling;

	private long properAnswers;

	/**
	 * Begins a start's attempts.
	 * @param rules the most attempts of a start, and the time between them
	 * @param earlier the attempts of earlier starts
	 */
	public RowAttempts(RetryRules rules, int earlier) {
		this.rules = rules;
		this.earlier = earlier;
		this.count = earlier;
	}

	/** Returns the attempts that failed, over all starts. */
	public int count() {
		return this.count;
	}

	/** Returns whether an attempt of this start has failed. */
	public boolean isAnyOfThisStart() {
		return this.count > this.earlier;
	}

	/**
	 * Counts an attempt that failed.
	 * @return whether {@code --max-attempts} allows another one
	 */
	public boolean add(ApiException failure) {
		this.count++;
		return retries().canRetryAfter(failure);
	}

	/** Counts an attempt after which another one follows in any case. */
	public void addWithoutLimit() {
		this.count++;
	}

	/** Returns whether the last attempt was the last one that is allowed. */
	public boolean areExhausted() {
		return this.retries != null && this.retries.isExhausted();
	}

	/**
	 * Counts a failed look-up after the last attempt. As many of them are allowed as
	 * attempts.
	 * @return whether another look-up is allowed
	 */
	public boolean canLookUpAfter(ApiException failure) {
		if (this.lastLookUps == null) {
			this.lastLookUps = this.rules.begin();
		}
		return this.lastLookUps.canRetryAfter(failure);
	}

	/**
	 * Returns the attempts at a row that is decided now.
	 * @param onlyLookedUp whether the row had failed before, and was only looked up; the
	 * look-up after the last attempt does not count as an attempt
	 */
	public int countAtDecision(boolean onlyLookedUp) {
		return (onlyLookedUp && areExhausted()) ? this.count : this.count + 1;
	}

	/** Notes that a sender takes the row. */
	public void beginSending() {
		this.countBeforeSending = this.count;
	}

	/**
	 * Returns the attempts at a row that is at a sender, with the current one. The sender
	 * may change the count at the same time.
	 */
	public int countWhileSending() {
		return this.countBeforeSending + 1;
	}

	/** Returns how long to wait after an answer that does not ask for it. */
	public Duration nextDelay() {
		this.throttling = null;
		return retries().nextDelay();
	}

	/**
	 * Returns how long to wait after an answer that asks for it. The gate makes that
	 * pause for all rows. But a row that the server refuses again, while it answers
	 * others, backs off further.
	 * @param answer the answer
	 * @param properAnswers the number of proper answers to all requests so far
	 */
	public Duration throttledDelay(ApiException answer, long properAnswers) {
		boolean othersAnswered = this.throttling != null && properAnswers > this.properAnswers;
		this.properAnswers = properAnswers;
		if (this.throttling == null) {
			this.throttling = this.rules.begin();
		}
		if (!othersAnswered) {
			return Duration.ZERO;
		}
		Duration pause = (answer.retryAfter() != null) ? answer.retryAfter() : Duration.ZERO;
		return pause.plus(this.throttling.nextDelay());
	}

	/** Most rows need only one attempt, and never call this. */
	private RetryRules.Attempts retries() {
		if (this.retries == null) {
			this.retries = this.rules.begin();
		}
		return this.retries;
	}

}

package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;

/** A row on its way through its attempts. One sender has it at a time. */
final class RowInFlight {

	private final UndecidedRow row;

	private final Instant markedAt;

	private final RetryRules rules;

	private final RowDoubt doubt;

	private RetryRules.@Nullable Attempts retry;

	private RetryRules.@Nullable Attempts lastLookUp;

	private RetryRules.@Nullable Attempts throttling;

	private long properAnswers;

	private long changesAnsweredBefore = -1;

	private int attempts;

	private int attemptsBeforeTurn;

	private @Nullable ExistingBinding former;

	private boolean awaitsUpdate;

	private boolean looksUpNext;

	private @Nullable Refusal refusal;

	private @Nullable ApiException conflict;

	private @Nullable ApiException updateNotFound;

	private @Nullable Patience patience;

	RowInFlight(UndecidedRow row, Instant markedAt, RetryRules rules) {
		this.row = row;
		this.markedAt = markedAt;
		this.rules = rules;
		this.doubt = new RowDoubt(row.doubts());
		this.attempts = row.attempts();
	}

	long line() {
		return this.row.line();
	}

	Binding binding() {
		return this.row.binding();
	}

	/** Whether, and by which requests, the row may have been put in place unheard. */
	RowDoubt doubt() {
		return this.doubt;
	}

	/** The attempts; most rows need no more than one, and never ask. */
	RetryRules.Attempts retry() {
		if (this.retry == null) {
			this.retry = this.rules.begin();
		}
		return this.retry;
	}

	/** How long to wait after an answer that did not ask for it. */
	Duration nextDelay() {
		this.throttling = null;
		return retry().nextDelay();
	}

	/**
	 * How long to wait if the server asks to. The gate sees to that; but what the server
	 * refuses again and again while it answers others goes on behind them.
	 * @param answer what the server said
	 * @param properAnswers how many proper answers anybody has had so far
	 */
	Duration throttled(ApiException answer, long properAnswers) {
		boolean alone = this.throttling != null && properAnswers > this.properAnswers;
		this.properAnswers = properAnswers;
		if (this.throttling == null) {
			this.throttling = this.rules.begin();
		}
		if (!alone) {
			return Duration.ZERO;
		}
		Duration pause = (answer.retryAfter() != null) ? answer.retryAfter() : Duration.ZERO;
		return pause.plus(this.throttling.nextDelay());
	}

	/**
	 * Counts a failed look-up after the last attempt, which has as many tries of its own,
	 * and tells whether there may be another one.
	 */
	boolean lookUpMayFollow(ApiException failure) {
		if (this.lastLookUp == null) {
			this.lastLookUp = this.rules.begin();
		}
		return this.lastLookUp.mayFollow(failure);
	}

	/**
	 * An attempt begins.
	 * @param changesAnswered how many creates and updates had a proper answer so far
	 */
	void leavesAfter(long changesAnswered) {
		if (this.changesAnsweredBefore < 0) {
			this.changesAnsweredBefore = changesAnswered;
		}
	}

	/**
	 * How many creates and updates had a proper answer before the row's first attempt.
	 */
	long changesAnsweredBefore() {
		return this.changesAnsweredBefore;
	}

	int attempts() {
		return this.attempts;
	}

	void countAttempt() {
		this.attempts++;
	}

	/** Goes to a sender. */
	void beginTurn() {
		this.attemptsBeforeTurn = this.attempts;
	}

	/** The binding that an update of the row set out to change. */
	@Nullable ExistingBinding former() {
		return this.former;
	}

	void replaces(@Nullable ExistingBinding binding) {
		this.former = binding;
	}

	/** Whether the row was to be updated, and other rows had to be settled first. */
	boolean awaitsUpdate() {
		return this.awaitsUpdate;
	}

	void awaitUpdate() {
		this.awaitsUpdate = true;
	}

	/** Whether the next turn begins with a look-up instead of a create. */
	boolean looksUpNext() {
		return this.looksUpNext;
	}

	void lookUpNext(boolean lookUp) {
		this.looksUpNext = lookUp;
	}

	/** Why the row is FAILED if a look-up does not see it in place. */
	@Nullable Refusal refusal() {
		return this.refusal;
	}

	void failUnlessInPlace(Refusal why) {
		this.refusal = why;
		this.looksUpNext = true;
	}

	/** The 409 to the last create, until it is known what is in the way. */
	@Nullable ApiException conflict() {
		return this.conflict;
	}

	void meetConflict(@Nullable ApiException answer) {
		this.conflict = answer;
	}

	/** The 404 to the last update, until it is known what that means. */
	@Nullable ApiException updateNotFound() {
		return this.updateNotFound;
	}

	void meetUpdateNotFound(@Nullable ApiException answer) {
		this.updateNotFound = answer;
		this.patience = null;
	}

	/** How long to go on in the hope that reading catches up with writing. */
	@Nullable Patience patience() {
		return this.patience;
	}

	void waitFor(@Nullable Patience patience) {
		this.patience = patience;
	}

	/** The next pause before a look-up, or {@code null} if it was long enough. */
	@Nullable Duration waitLonger() {
		if (this.patience == null) {
			this.patience = Patience.usual();
		}
		return this.patience.next();
	}

	/** The 409 has had its look-up, and what came before it does not matter any more. */
	void forgetConflict() {
		this.conflict = null;
		this.refusal = null;
	}

	AttemptResult decided(Outcome outcome, String bindingId, @Nullable String previousRoleId) {
		return new AttemptResult.Decided(new Decision(line(), outcome, bindingId, previousRoleId, null, null, null,
				null, attemptsUntilNow(), null, this.doubt.earlier()));
	}

	/**
	 * Fails the row.
	 * @param why the reason
	 * @param there the binding of the user that was seen on the resource, or {@code null}
	 */
	AttemptResult failed(Refusal why, @Nullable RoleBinding there) {
		String id = (there != null) ? there.id() : null;
		String role = (there != null) ? there.roleId() : null;
		List<Long> decided = (there != null) ? this.doubt.earlier() : List.of();
		return new AttemptResult.Decided(new Decision(line(), Outcome.FAILED, id, role, why.code(), why.httpStatus(),
				why.message(), why.requestId(), attemptsUntilNow(), this.doubt.sinceAfter(there), decided));
	}

	/** The look-up after the last attempt is no attempt. */
	private int attemptsUntilNow() {
		boolean lastIsCounted = this.refusal != null && this.retry != null && this.retry.ranOut();
		return lastIsCounted ? this.attempts : this.attempts + 1;
	}

	/** Whether there is anything about the row that the next start has to know. */
	boolean hasLeft() {
		return this.attempts > this.row.attempts() || this.doubt.since() != null || this.former != null;
	}

	UnsettledRow toUnsettled() {
		return new UnsettledRow(line(), this.attempts, this.doubt.since());
	}

	/**
	 * The row as it left for its turn, if nobody will hear what came of that; its sender
	 * may be at it still.
	 */
	UnsettledRow toUnanswered() {
		return new UnsettledRow(line(), this.attemptsBeforeTurn + 1, this.markedAt);
	}

}

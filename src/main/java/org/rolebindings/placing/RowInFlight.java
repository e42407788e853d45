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
import org.rolebindings.binding.PlacementAction.Expectation;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;

/** A row between its first attempt and its decision. One sender has it at a time. */
final class RowInFlight {

	private final UndecidedRow row;

	private final Instant markedAt;

	private final RowDoubt doubt;

	private final RowAttempts attempts;

	private long changesAnsweredBefore = -1;

	private @Nullable ExistingBinding former;

	private boolean awaitsUpdate;

	private boolean looksUpNext;

	private @Nullable Refusal refusal;

	private @Nullable ApiException conflict;

	private @Nullable ApiException updateNotFound;

	private @Nullable ReadLagPauses readLagPauses;

	RowInFlight(UndecidedRow row, Instant markedAt, RetryRules rules) {
		this.row = row;
		this.markedAt = markedAt;
		this.doubt = new RowDoubt(row.doubts());
		this.attempts = new RowAttempts(rules, row.attempts());
		// A create would succeed if the binding that the plan names is gone
		this.looksUpNext = this.row.expectation() != null && this.row.expectation().binding() != null;
	}

	long line() {
		return this.row.line();
	}

	Binding binding() {
		return this.row.binding();
	}

	/** Returns what the plan says is in place, or {@code null} if there is no plan. */
	@Nullable Expectation expectation() {
		return this.row.expectation();
	}

	/** Returns the requests that may have put the row in place without an answer. */
	RowDoubt doubt() {
		return this.doubt;
	}

	RowAttempts attempts() {
		return this.attempts;
	}

	/**
	 * Notes that a sender begins with the row.
	 * @param changesAnswered how many creates and updates had a proper answer so far
	 */
	void beginWith(long changesAnswered) {
		if (this.changesAnsweredBefore < 0) {
			this.changesAnsweredBefore = changesAnswered;
		}
	}

	/**
	 * Returns how many creates and updates had a proper answer before the row's first
	 * attempt.
	 */
	long changesAnsweredBefore() {
		return this.changesAnsweredBefore;
	}

	/** Returns the binding that an update of the row was to change. */
	@Nullable ExistingBinding former() {
		return this.former;
	}

	void setFormer(@Nullable ExistingBinding binding) {
		this.former = binding;
	}

	/**
	 * Returns whether the row was to be updated, and other rows had to be settled first.
	 */
	boolean awaitsUpdate() {
		return this.awaitsUpdate;
	}

	void awaitUpdate() {
		this.awaitsUpdate = true;
	}

	/** Returns whether the next attempt begins with a look-up instead of a create. */
	boolean looksUpNext() {
		return this.looksUpNext;
	}

	void setLooksUpNext(boolean lookUp) {
		this.looksUpNext = lookUp;
	}

	/** Returns why the row is FAILED if a look-up does not find it in place. */
	@Nullable Refusal refusal() {
		return this.refusal;
	}

	void failUnlessInPlace(Refusal why) {
		this.refusal = why;
		this.looksUpNext = true;
	}

	/** Returns the 409 to the last create, until a look-up has explained it. */
	@Nullable ApiException conflict() {
		return this.conflict;
	}

	void setConflict(@Nullable ApiException answer) {
		this.conflict = answer;
	}

	/** Returns the 404 to the last update, until a look-up has explained it. */
	@Nullable ApiException updateNotFound() {
		return this.updateNotFound;
	}

	void setUpdateNotFound(@Nullable ApiException answer) {
		this.updateNotFound = answer;
		this.readLagPauses = null;
	}

	/** Returns the pauses for reads that lag behind writes, if there are any. */
	@Nullable ReadLagPauses readLagPauses() {
		return this.readLagPauses;
	}

	void setReadLagPauses(@Nullable ReadLagPauses pauses) {
		this.readLagPauses = pauses;
	}

	/** Returns the next pause before a look-up, or {@code null} if there are no more. */
	@Nullable Duration nextReadLagPause() {
		if (this.readLagPauses == null) {
			this.readLagPauses = ReadLagPauses.usual();
		}
		return this.readLagPauses.next();
	}

	/** Forgets the 409 after its look-up, and the refusal before it. */
	void forgetConflict() {
		this.conflict = null;
		this.refusal = null;
	}

	/** Decides the row as a success. */
	AttemptResult decided(Outcome outcome, String bindingId, @Nullable String previousRoleId) {
		return new AttemptResult.Decided(new Decision(line(), outcome, bindingId, previousRoleId, null, null, null,
				null, this.attempts.countAtDecision(this.refusal != null), null, this.doubt.earlier()));
	}

	/**
	 * Fails the row.
	 * @param why the reason, for a person
	 * @param there the binding that the look-up has found, or {@code null}
	 */
	AttemptResult failed(Refusal why, @Nullable RoleBinding there) {
		String id = (there != null) ? there.id() : null;
		String role = (there != null) ? there.roleId() : null;
		List<Long> decided = (there != null) ? this.doubt.earlier() : List.of();
		return new AttemptResult.Decided(new Decision(line(), Outcome.FAILED, id, role, why.code(), why.httpStatus(),
				why.message(), why.requestId(), this.attempts.countAtDecision(this.refusal != null),
				this.doubt.sinceAfter(there), decided));
	}

	/** Returns whether the next start has to know anything about the row. */
	boolean hasNews() {
		return this.attempts.isAnyOfThisStart() || this.doubt.since() != null || this.former != null;
	}

	/** Returns the row as it is between two attempts. */
	UnsettledRow toUnsettled() {
		return new UnsettledRow(line(), this.attempts.count(), this.doubt.since());
	}

	/** Returns the row as it is if the sender's current request gets no answer. */
	UnsettledRow toUnanswered() {
		return new UnsettledRow(line(), this.attempts.countWhileSending(), this.markedAt);
	}

}

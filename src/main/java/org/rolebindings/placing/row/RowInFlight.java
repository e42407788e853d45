package org.rolebindings.placing.row;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.PlacementAction.Expectation;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;

/** A row between its first attempt and its decision. One sender has it at a time. */
public final class RowInFlight {

	private final UndecidedRow row;

	private final Instant markedAt;

	private final RowDoubt doubt;

	private final RowAttempts attempts;

	private final Duration readLag;

	private long changesAnsweredBefore = -1;

	private @Nullable ExistingBinding former;

	private boolean awaitsUpdate;

	private boolean looksUpNext;

	private @Nullable Refusal refusal;

	private @Nullable ApiException conflict;

	private @Nullable ApiException updateNotFound;

	private @Nullable ReadLagPauses readLagPauses;

	public RowInFlight(UndecidedRow row, Instant markedAt, RetryRules rules) {
		this.row = row;
		this.markedAt = markedAt;
		this.doubt = new RowDoubt(row.doubts());
		this.attempts = new RowAttempts(rules, row.attempts());
		this.readLag = rules.readLag();
		// A create would succeed if the binding that the plan names is gone
		this.looksUpNext = row.removal() != null || (row.expectation() != null && row.expectation().binding() != null);
	}

	public long line() {
		return this.row.line();
	}

	public Binding binding() {
		return this.row.binding();
	}

	/** Returns what the plan says is in place, or {@code null} if there is no plan. */
	public @Nullable Expectation expectation() {
		return this.row.expectation();
	}

	/**
	 * Returns what is known about the binding that is to be taken back.
	 * @throws IllegalStateException if the row is one of an import
	 */
	public Removal removal() {
		if (this.row.removal() == null) {
			throw new IllegalStateException("Line " + line() + " takes nothing back");
		}
		return this.row.removal();
	}

	/** Returns the requests that may have put the row in place without an answer. */
	public RowDoubt doubt() {
		return this.doubt;
	}

	public RowAttempts attempts() {
		return this.attempts;
	}

	/**
	 * Notes that a sender begins with the row.
	 * @param changesAnswered how many creates and updates had a proper answer so far
	 */
	public void beginWith(long changesAnswered) {
		if (this.changesAnsweredBefore < 0) {
			this.changesAnsweredBefore = changesAnswered;
		}
	}

	/**
	 * Returns how many creates and updates had a proper answer before the row's first
	 * attempt.
	 */
	public long changesAnsweredBefore() {
		return this.changesAnsweredBefore;
	}

	/** Returns the binding that an update of the row was to change. */
	public @Nullable ExistingBinding former() {
		return this.former;
	}

	public void setFormer(@Nullable ExistingBinding binding) {
		this.former = binding;
	}

	/**
	 * Returns whether the row was to be updated, and other rows had to be settled first.
	 */
	public boolean awaitsUpdate() {
		return this.awaitsUpdate;
	}

	public void awaitUpdate() {
		this.awaitsUpdate = true;
	}

	/** Returns whether the next attempt begins with a look-up instead of a create. */
	public boolean looksUpNext() {
		return this.looksUpNext;
	}

	public void setLooksUpNext(boolean lookUp) {
		this.looksUpNext = lookUp;
	}

	/** Returns why the row is FAILED if a look-up does not find it in place. */
	public @Nullable Refusal refusal() {
		return this.refusal;
	}

	public void failUnlessInPlace(Refusal why) {
		this.refusal = why;
		this.looksUpNext = true;
	}

	/** Returns the 409 to the last create, until a look-up has explained it. */
	public @Nullable ApiException conflict() {
		return this.conflict;
	}

	public void setConflict(@Nullable ApiException answer) {
		this.conflict = answer;
	}

	/** Returns the 404 to the last update, until a look-up has explained it. */
	public @Nullable ApiException updateNotFound() {
		return this.updateNotFound;
	}

	public void setUpdateNotFound(@Nullable ApiException answer) {
		this.updateNotFound = answer;
		this.readLagPauses = null;
	}

	/** Returns the pauses for reads that lag behind writes, if there are any. */
	public @Nullable ReadLagPauses readLagPauses() {
		return this.readLagPauses;
	}

	/**
	 * Begins with the pauses for reads that lag behind writes.
	 * @param single whether it is only one
	 */
	public ReadLagPauses beginReadLagPauses(boolean single) {
		this.readLagPauses = single ? ReadLagPauses.once(this.readLag) : ReadLagPauses.usual(this.readLag);
		return this.readLagPauses;
	}

	/** Forgets the pauses. */
	public void endReadLagPauses() {
		this.readLagPauses = null;
	}

	/** Returns the next pause before a look-up, or {@code null} if there are no more. */
	public @Nullable Duration nextReadLagPause() {
		if (this.readLagPauses == null) {
			this.readLagPauses = ReadLagPauses.usual(this.readLag);
		}
		return this.readLagPauses.next();
	}

	/** Forgets the 409 after its look-up, and the refusal before it. */
	public void forgetConflict() {
		this.conflict = null;
		this.refusal = null;
	}

	/** Decides the row as a success. */
	public AttemptResult decided(Outcome outcome, @Nullable String bindingId, @Nullable String previousRoleId) {
		return new AttemptResult.Decided(new Decision(line(), outcome, bindingId, previousRoleId, null, null, null,
				null, this.attempts.countAtDecision(this.refusal != null), null, decidedDoubts()));
	}

	/** A row that is taken back ends the doubts of the undone run, too. */
	private List<Long> decidedDoubts() {
		if (this.row.removal() == null) {
			return this.doubt.earlier();
		}
		return Stream.concat(this.doubt.earlier().stream(), this.row.removal().placed().stream().map(Doubt::id))
			.toList();
	}

	/**
	 * Fails the row.
	 * @param why the reason, for a person
	 * @param there the binding that the look-up has found, or {@code null}
	 */
	public AttemptResult failed(Refusal why, @Nullable RoleBinding there) {
		return failed(Outcome.FAILED, why, there);
	}

	/**
	 * Decides the row as one of which something else is in place than was to be taken
	 * back.
	 * @param why the reason, for a person
	 * @param there the binding that the look-up has found, or {@code null}
	 */
	public AttemptResult changedSince(Refusal why, @Nullable RoleBinding there) {
		return failed(Outcome.CHANGED_SINCE, why, there);
	}

	private AttemptResult failed(Outcome outcome, Refusal why, @Nullable RoleBinding there) {
		String id = (there != null) ? there.id() : null;
		String role = (there != null) ? there.roleId() : null;
		List<Long> decided = (there != null) ? this.doubt.earlier() : List.of();
		return new AttemptResult.Decided(
				new Decision(line(), outcome, id, role, why.code(), why.httpStatus(), why.message(), why.requestId(),
						this.attempts.countAtDecision(this.refusal != null), this.doubt.sinceAfter(there), decided));
	}

	/** Returns whether the next start has to know anything about the row. */
	public boolean hasNews() {
		return this.attempts.isAnyOfThisStart() || this.doubt.since() != null || this.former != null;
	}

	/** Returns the row as it is between two attempts. */
	public UnsettledRow toUnsettled() {
		return new UnsettledRow(line(), this.attempts.count(), this.doubt.since());
	}

	/** Returns the row as it is if the sender's current request gets no answer. */
	public UnsettledRow toUnanswered() {
		return new UnsettledRow(line(), this.attempts.countWhileSending(), this.markedAt);
	}

}

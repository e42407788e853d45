package org.rolebindings.chaos;

import org.jspecify.annotations.Nullable;
import org.rolebindings.chaos.Expected.InAccount;

/**
 * What must become of the row of a binding that is to be taken back, by the contract.
 *
 * @param maxAttempts the option
 */
record RemovalOutcomes(int maxAttempts) {

	/** It is deleted, or gets its former role back. */
	Wish takenBack(DueBinding due, Course lookUps, Course changes) {
		return success(due, lookUps, changes, (due.formerRole() != null) ? "RESTORED" : "DELETED", due.held().role(),
				due.takenBack());
	}

	/** Somebody has given it its former role. */
	Wish unchanged(DueBinding due, Course lookUps) {
		return success(due, lookUps, Course.SMOOTH, "UNCHANGED", "", due.having(due.formerRole()));
	}

	/** A role is not given to somebody again who has none any more. */
	Wish gone(DueBinding due, Course lookUps, Course changes) {
		return (due.formerRole() != null) ? changedSince(due, lookUps, changes, due.having(null))
				: success(due, lookUps, changes, "GONE", "", due.having(null));
	}

	/** What is there is left alone. */
	Wish changedSince(DueBinding due, Course lookUps, Course changes, InAccount account) {
		return due.wish(lookUps, changes,
				new Expected("CHANGED_SINCE", "CHANGED_SINCE", "", "", "", 1, most(lookUps, changes), account));
	}

	/** It is not taken back, for some reason. */
	Wish failed(DueBinding due, Course lookUps, Course changes, String code, String status, String told,
			InAccount account) {
		return due.wish(lookUps, changes,
				new Expected("FAILED", code, status, "", told, 1, most(lookUps, changes), account));
	}

	/** Every attempt is spent. */
	Wish exhausted(DueBinding due, Course changes) {
		ChaosFault always = changes.then();
		return due.wish(Course.SMOOTH, changes,
				new Expected("FAILED", always.isForeign() ? "UNEXPECTED_RESPONSE" : "RETRIES_EXHAUSTED",
						always.reportedStatus(), "", "", this.maxAttempts, this.maxAttempts, due.left()));
	}

	/**
	 * A program that is killed right after somebody took the binding away may have asked
	 * for that, too, and takes it for its own deed.
	 */
	Expected takenForOwn(DueBinding due, InAccount account) {
		return new Expected("DELETED", "", "", due.held().role(), "", 1, this.maxAttempts, account);
	}

	/**
	 * Nothing is done to what is there.
	 * @param held what is there, {@code null} for nothing
	 */
	Expected leftAlone(Target target, @Nullable Held held, boolean ofAnybody) {
		InAccount account = new InAccount(target, (held != null) ? held.role() : null, 0, false);
		if (held == null) {
			return new Expected("FAILED", "NOT_VISIBLE", "", "", "sees no binding", 1, this.maxAttempts, account);
		}
		return new Expected(ofAnybody ? "CHANGED_SINCE" : "UNCHANGED", ofAnybody ? "CHANGED_SINCE" : "", "", "", "", 1,
				this.maxAttempts, account);
	}

	private Wish success(DueBinding due, Course lookUps, Course changes, String outcome, String previousRole,
			InAccount account) {
		return due.wish(lookUps, changes,
				new Expected(outcome, "", "", previousRole, "", 1, most(lookUps, changes), account));
	}

	private int most(Course lookUps, Course changes) {
		return Math.min(1 + lookUps.cost() + changes.cost(), this.maxAttempts);
	}

}

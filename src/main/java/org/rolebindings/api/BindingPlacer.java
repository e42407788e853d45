package org.rolebindings.api;

import java.time.Duration;
import java.time.Instant;

import org.rolebindings.binding.FormerBinding;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UpdateJournal;

/**
 * Puts a row in place: creates its binding and, where the server says that the user has
 * one on the resource already, looks it up and compares. A 409 is never taken at its
 * word, and a row that may be in place is never FAILED before a look-up says that it is
 * not.
 */
final class BindingPlacer {

	/** The room left for a clock that is read in whole seconds. */
	private static final Duration CLOCK_ROOM = Duration.ofSeconds(2);

	/** What a listing of the bindings of a user who is not there is answered with. */
	private static final int USER_UNKNOWN = 404;

	private final RoleBindingsApi api;

	private final BindingLookUp lookUp;

	private final OnConflict onConflict;

	private final UpdateJournal journal;

	private final RequestMeter meter;

	private final ServiceProbe probe;

	BindingPlacer(RoleBindingsApi api, OnConflict onConflict, UpdateJournal journal, RequestMeter meter,
			ServiceProbe probe) {
		this.api = api;
		this.lookUp = new BindingLookUp(api);
		this.onConflict = onConflict;
		this.journal = journal;
		this.probe = probe;
		this.meter = meter;
	}

	/**
	 * Gives a row one turn, which is one attempt unless the server asks to wait.
	 * @param row the row
	 * @return what came of it
	 * @throws SendingStoppedException if the run stops
	 */
	Turn place(RowInFlight row) {
		row.leavesAfter(this.probe.changesAnswered());
		try {
			return row.looksUpNext() ? lookUp(row) : create(row);
		}
		catch (ApiException ex) {
			return afterFailure(row, ex);
		}
	}

	private Turn create(RowInFlight row) {
		try {
			RoleBinding made = this.api.create(CreateRoleBindingRequest.of(row.binding()));
			requireMatch(row, made, 201);
			return row.decided(Outcome.CREATED, made.id(), null);
		}
		catch (ApiException ex) {
			noteDoubt(row, ex);
			if (ex.status() == 409) {
				return lookUp(row);
			}
			if (!isRefusal(ex)) {
				throw ex;
			}
			return refused(row, ex, row.doubtSince() != null);
		}
	}

	/** FAILED, or in doubt FAILED unless a look-up finds the row in place. */
	private Turn refused(RowInFlight row, ApiException ex, boolean inDoubt) {
		Refusal refusal = Refusal.of(ex, row.binding());
		if (!inDoubt) {
			return row.failed(refusal);
		}
		row.failUnlessInPlace(refusal);
		return lookUp(row);
	}

	private Turn lookUp(RowInFlight row) {
		row.lookUpNext(true);
		RoleBinding found;
		try {
			found = this.lookUp.find(row.binding());
		}
		catch (ApiException ex) {
			if (ex.status() == USER_UNKNOWN) {
				return notThere(row);
			}
			if (isRefusal(ex)) {
				return row.failed(Refusal.ofLookUp(ex, row.binding()));
			}
			throw ex;
		}
		if (found == null) {
			return notThere(row);
		}
		return found.hasRole(row.binding().roleId()) ? inPlace(row, found) : conflict(row, found);
	}

	private Turn notThere(RowInFlight row) {
		return (row.refusal() != null) ? row.failed(row.refusal()) : createAgain(row);
	}

	/** The binding that stood in the way is gone. */
	private Turn createAgain(RowInFlight row) {
		if (row.former() != null) {
			this.journal.nothingToUpdate(row.line());
			row.replaces(null);
		}
		row.lookUpNext(false);
		return again(row, new ApiException(409, "the binding was there and is gone", null, null, null));
	}

	private Turn inPlace(RowInFlight row, RoleBinding found) {
		Instant doubtSince = row.doubtSince();
		if (doubtSince == null) {
			return row.decided(Outcome.UNCHANGED, found.id(), null);
		}
		FormerBinding former = row.former();
		if (former != null && former.isNamed(found.id())) {
			return row.decided(Outcome.UPDATED, found.id(), former.roleId());
		}
		boolean ours = !found.createdAt().isBefore(doubtSince.minus(CLOCK_ROOM));
		return row.decided(ours ? Outcome.CREATED : Outcome.UNCHANGED, found.id(), null);
	}

	private Turn conflict(RowInFlight row, RoleBinding found) {
		return switch (this.onConflict) {
			case FAIL -> row.failed(Refusal.otherRole(found.roleId()));
			case KEEP -> row.decided(Outcome.KEPT, found.id(), found.roleId());
			case UPDATE -> (row.refusal() != null) ? row.failed(row.refusal()) : update(row, found);
		};
	}

	private Turn update(RowInFlight row, RoleBinding found) {
		this.journal.beforeUpdate(row.line(), found.id(), found.roleId());
		row.replaces(new FormerBinding(found.id(), found.roleId()));
		try {
			RoleBinding updated = this.api.update(found.id(),
					new UpdateRoleBindingRequest(row.binding().roleId().text()));
			requireMatch(row, updated, 200);
			return row.decided(Outcome.UPDATED, found.id(), found.roleId());
		}
		catch (ApiException ex) {
			noteDoubt(row, ex);
			if (ex.status() == 404) {
				return createAgain(row);
			}
			if (!isRefusal(ex)) {
				throw ex;
			}
			return refused(row, ex, ex.leavesDoubt());
		}
	}

	/** An answer about something else is as good as none. */
	private static void requireMatch(RowInFlight row, RoleBinding answer, int status) {
		if (!answer.isIn(row.binding()) || !answer.hasRole(row.binding().roleId())) {
			throw new ApiException(status, "the answer is about another binding", null, null, null);
		}
	}

	private static void noteDoubt(RowInFlight row, ApiException failure) {
		if (failure.leavesDoubt()) {
			row.doubt();
		}
	}

	/** Whether the answer is the server's last word. */
	private static boolean isRefusal(ApiException failure) {
		return switch (failure.status()) {
			case 401, 409 -> false;
			default -> !failure.isWorthAnotherAttempt();
		};
	}

	private Turn afterFailure(RowInFlight row, ApiException failure) {
		if (failure.status() == 401) {
			throw new SendingStoppedException();
		}
		if (failure.asksToWait()) {
			return new Turn.Again(row.throttled(failure, this.probe.properAnswers()));
		}
		return again(row, failure);
	}

	/**
	 * An outage uses up no attempts: it ends, or it ends the run.
	 */
	private Turn again(RowInFlight row, ApiException failure) {
		boolean counts = failure.isProperAnswer() || this.probe.isTheRows(failure, row.changesAnsweredBefore());
		if (counts && row.retry().ranOut()) {
			return row.lookUpMayFollow(failure) ? new Turn.Again(row.nextDelay()) : new Turn.SetAside();
		}
		if (counts) {
			countAttempt(row, failure);
		}
		return new Turn.Again(row.nextDelay());
	}

	private void countAttempt(RowInFlight row, ApiException failure) {
		row.countAttempt();
		if (row.retry().mayFollow(failure)) {
			this.meter.retried();
		}
		else if (row.refusal() == null) {
			row.failUnlessInPlace(Refusal.attemptsRanOut(row.attempts(), failure));
		}
	}

}

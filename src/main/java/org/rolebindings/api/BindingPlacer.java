package org.rolebindings.api;

import java.time.Duration;
import java.time.Instant;

import org.rolebindings.binding.FormerBinding;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UpdateJournal;

/**
 * Puts a row in place: creates its binding and, if the server says that the user has one
 * on the resource already, looks it up and compares. A 409 is never taken at its word,
 * and a row that may be in place is never FAILED before a look-up does not see it there.
 */
final class BindingPlacer {

	private final RoleBindingsApi api;

	private final BindingLookUp lookUp;

	private final OnConflict onConflict;

	private final UpdateJournal journal;

	private final RequestMeter meter;

	private final ServiceProbe probe;

	private final ServerClock serverClock;

	private final HiddenConflicts hidden = new HiddenConflicts();

	BindingPlacer(RoleBindingsApi api, OnConflict onConflict, UpdateJournal journal, RequestMeter meter,
			ServiceProbe probe, ServerClock serverClock) {
		this.api = api;
		this.lookUp = new BindingLookUp(api);
		this.onConflict = onConflict;
		this.journal = journal;
		this.meter = meter;
		this.probe = probe;
		this.serverClock = serverClock;
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
		Instant leftAt = this.serverClock.now();
		try {
			RoleBinding made = this.api.create(CreateRoleBindingRequest.of(row.binding()));
			requireMatch(row, made, 201);
			forgetHiddenConflict(row);
			return row.decided(Outcome.CREATED, made.id(), null);
		}
		catch (ApiException ex) {
			if (ex.leavesDoubt()) {
				row.doubt().add(leftAt, null);
			}
			if (ex.status() == 409 && ex.isProperAnswer()) {
				row.meetConflict(ex);
				return lookUp(row);
			}
			if (!isRefusal(ex)) {
				throw ex;
			}
			return refused(row, Refusal.ofCreate(ex, row.binding()));
		}
	}

	/** FAILED, or in doubt FAILED unless a look-up finds the row in place. */
	private Turn refused(RowInFlight row, Refusal refusal) {
		if (!row.doubt().exists()) {
			return row.failed(refusal, null);
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
			if (isNotFound(ex)) {
				return notSeen(row, true);
			}
			if (isRefusal(ex)) {
				return row.failed(Refusal.ofLookUp(ex, row.binding()), null);
			}
			throw ex;
		}
		if (found == null) {
			return notSeen(row, false);
		}
		if (!found.isLegible()) {
			return row.failed(Refusal.illegible(row.binding()), null);
		}
		return found.hasRole(row.binding().roleId()) ? inPlace(row, found) : otherRole(row, found);
	}

	/**
	 * Goes on if the look-up sees no binding there.
	 * @param noUser whether the account does not have the user at all
	 */
	private Turn notSeen(RowInFlight row, boolean noUser) {
		ApiException conflict = row.conflict();
		if (row.updateNotFound() == null && conflict != null) {
			return hiddenConflict(row, conflict);
		}
		Refusal refusal = row.refusal();
		if (row.updateNotFound() == null && refusal != null) {
			return row.failed(noUser ? refusal : refusal.seeingNone(row.doubt().exists()), null);
		}
		return createAgain(row);
	}

	/** There is a binding, but this key does not see it, or does not see it yet. */
	private Turn hiddenConflict(RowInFlight row, ApiException conflict) {
		Patience patience = row.patience();
		if (patience == null) {
			boolean many = this.hidden.add(row.binding().resourceId());
			patience = many ? Patience.once() : Patience.usual();
			row.waitFor(patience);
		}
		row.forgetConflict();
		Duration pause = patience.next();
		if (pause == null) {
			return row.failed(Refusal.hidden(conflict, row.binding(), row.doubt().exists()), null);
		}
		row.countAttempt();
		this.meter.retried();
		row.lookUpNext(false);
		return new Turn.Again(pause);
	}

	private void forgetHiddenConflict(RowInFlight row) {
		if (row.updateNotFound() == null && row.patience() != null) {
			this.hidden.remove(row.binding().resourceId());
			row.waitFor(null);
		}
	}

	/** The binding that was to be updated is gone. */
	private Turn createAgain(RowInFlight row) {
		if (row.former() != null) {
			this.journal.nothingToUpdate(row.line());
			row.replaces(null);
			row.doubt().forgetUpdate();
		}
		row.meetUpdateNotFound(null);
		row.lookUpNext(false);
		return again(row, new ApiException(409, "this key no longer sees the binding", null, null, null));
	}

	private Turn inPlace(RowInFlight row, RoleBinding found) {
		forgetHiddenConflict(row);
		String formerRole = row.doubt().formerRole(found.id());
		if (formerRole != null) {
			return row.decided(Outcome.UPDATED, found.id(), formerRole);
		}
		Outcome outcome = row.doubt().hasMade(found.createdAt()) ? Outcome.CREATED : Outcome.UNCHANGED;
		return row.decided(outcome, found.id(), null);
	}

	private Turn otherRole(RowInFlight row, RoleBinding found) {
		ApiException notFound = row.updateNotFound();
		FormerBinding former = row.former();
		if (notFound != null && former != null && former.isNamed(found.id())) {
			return mayNotChange(row, found, notFound);
		}
		forgetHiddenConflict(row);
		row.meetConflict(null);
		return switch (this.onConflict) {
			case FAIL -> row.failed(Refusal.otherRole(found.roleId()), found);
			case KEEP -> row.decided(Outcome.KEPT, found.id(), found.roleId());
			case UPDATE -> {
				Refusal refusal = row.refusal();
				yield (refusal != null) ? row.failed(refusal.seeing(found.roleId()), found) : update(row, found);
			}
		};
	}

	/** An update was answered with 404, and yet its binding is there. */
	private static Turn mayNotChange(RowInFlight row, RoleBinding found, ApiException notFound) {
		Patience patience = row.patience();
		if (patience == null) {
			patience = Patience.usual();
			row.waitFor(patience);
		}
		Duration pause = patience.next();
		if (pause != null) {
			return new Turn.Again(pause);
		}
		return row.failed(Refusal.mayNotChange(notFound, row.binding(), found.roleId()), found);
	}

	private Turn update(RowInFlight row, RoleBinding found) {
		FormerBinding former = new FormerBinding(found.id(), found.roleId());
		this.journal.beforeUpdate(row.line(), former.id(), former.roleId());
		row.replaces(former);
		row.meetUpdateNotFound(null);
		Instant leftAt = this.serverClock.now();
		try {
			RoleBinding updated = this.api.update(found.id(),
					new UpdateRoleBindingRequest(row.binding().roleId().text()));
			requireMatch(row, updated, 200);
			return row.decided(Outcome.UPDATED, found.id(), found.roleId());
		}
		catch (ApiException ex) {
			if (ex.leavesDoubt()) {
				row.doubt().add(leftAt, former);
			}
			if (isNotFound(ex)) {
				row.meetUpdateNotFound(ex);
				return lookUp(row);
			}
			if (!isRefusal(ex)) {
				throw ex;
			}
			Refusal refusal = Refusal.ofUpdate(ex, row.binding());
			return ex.leavesDoubt() ? refused(row, refusal) : row.failed(refusal.seeing(found.roleId()), found);
		}
	}

	/** An answer about something else is as good as none. */
	private static void requireMatch(RowInFlight row, RoleBinding answer, int status) {
		if (!answer.isIn(row.binding()) || !answer.hasRole(row.binding().roleId())) {
			throw new ApiException(status, "the answer is about another binding", null, null, null);
		}
	}

	private static boolean isNotFound(ApiException failure) {
		return failure.status() == 404 && failure.isProperAnswer();
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
		if (counts && row.retry().ranOut() && row.refusal() != null) {
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

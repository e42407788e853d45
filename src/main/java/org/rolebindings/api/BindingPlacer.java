package org.rolebindings.api;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
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

	private final RequestGate gate;

	private final RequestMeter meter;

	BindingPlacer(RoleBindingsApi api, OnConflict onConflict, UpdateJournal journal, RequestGate gate,
			RequestMeter meter) {
		this.api = api;
		this.lookUp = new BindingLookUp(api);
		this.onConflict = onConflict;
		this.journal = journal;
		this.gate = gate;
		this.meter = meter;
	}

	/**
	 * Gives a row one turn, which is one attempt unless the server asks to wait.
	 * @param row the row
	 * @return what came of it
	 * @throws SendingStoppedException if the run stops
	 */
	Turn place(RowInFlight row) {
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
			return decided(row, Outcome.CREATED, made.id(), null);
		}
		catch (ApiException ex) {
			noteDoubt(row, ex);
			if (ex.status() == 409) {
				return lookUp(row);
			}
			if (!isRefusal(ex)) {
				throw ex;
			}
			if (row.doubtSince() == null) {
				return failed(row, Refusal.of(ex));
			}
			row.failUnlessInPlace(Refusal.of(ex));
			return lookUp(row);
		}
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
				return failed(row, Refusal.ofLookUp(ex));
			}
			throw ex;
		}
		if (found == null) {
			return notThere(row);
		}
		return found.hasRole(row.binding().roleId()) ? inPlace(row, found) : conflict(row, found);
	}

	private Turn notThere(RowInFlight row) {
		if (row.refusal() != null) {
			return failed(row, row.refusal());
		}
		row.lookUpNext(false);
		return again(row, new ApiException(409, "the binding was there and is gone", null, null, null));
	}

	private Turn inPlace(RowInFlight row, RoleBinding found) {
		Instant doubtSince = row.doubtSince();
		if (doubtSince == null) {
			return decided(row, Outcome.UNCHANGED, found.id(), null);
		}
		if (row.formerRoleId() != null) {
			return decided(row, Outcome.UPDATED, found.id(), row.formerRoleId());
		}
		boolean ours = !found.createdAt().isBefore(doubtSince.minus(CLOCK_ROOM));
		return decided(row, ours ? Outcome.CREATED : Outcome.UNCHANGED, found.id(), null);
	}

	private Turn conflict(RowInFlight row, RoleBinding found) {
		return switch (this.onConflict) {
			case FAIL -> failed(row, Refusal.otherRole(found.roleId()));
			case KEEP -> decided(row, Outcome.KEPT, found.id(), found.roleId());
			case UPDATE -> update(row, found);
		};
	}

	private Turn update(RowInFlight row, RoleBinding found) {
		this.journal.beforeUpdate(row.line(), found.id(), found.roleId());
		row.replaces(found.roleId());
		try {
			RoleBinding updated = this.api.update(found.id(),
					new UpdateRoleBindingRequest(row.binding().roleId().text()));
			requireMatch(row, updated, 200);
			return decided(row, Outcome.UPDATED, found.id(), found.roleId());
		}
		catch (ApiException ex) {
			noteDoubt(row, ex);
			if (ex.status() == 404) {
				this.journal.nothingToUpdate(row.line());
				row.replaces(null);
				row.lookUpNext(false);
				return again(row, new ApiException(409, "the binding was there and is gone", null, null, null));
			}
			if (isRefusal(ex)) {
				return failed(row, Refusal.of(ex));
			}
			throw ex;
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
			if (failure.retryAfter() == null) {
				this.gate.close(row.retry().nextDelay());
			}
			return new Turn.Again(Duration.ZERO);
		}
		return again(row, failure);
	}

	private Turn again(RowInFlight row, ApiException failure) {
		row.countAttempt();
		if (row.retry().mayFollow(failure)) {
			this.meter.retried();
			return new Turn.Again(row.retry().nextDelay());
		}
		if (row.refusal() != null) {
			return new Turn.SetAside();
		}
		row.failUnlessInPlace(Refusal.attemptsRanOut(row.attempts(), failure));
		return new Turn.Again(row.retry().nextDelay());
	}

	private static Turn decided(RowInFlight row, Outcome outcome, String bindingId, @Nullable String previousRoleId) {
		return new Turn.Decided(new Decision(row.line(), outcome, bindingId, previousRoleId, null, null, null, null,
				countedAttempts(row)));
	}

	private static Turn failed(RowInFlight row, Refusal refusal) {
		return new Turn.Decided(new Decision(row.line(), Outcome.FAILED, null, null, refusal.code(),
				refusal.httpStatus(), refusal.message(), refusal.requestId(), countedAttempts(row)));
	}

	/** The look-up after the last attempt is none itself. */
	private static int countedAttempts(RowInFlight row) {
		return row.retry().ranOut() ? row.attempts() : row.attempts() + 1;
	}

}

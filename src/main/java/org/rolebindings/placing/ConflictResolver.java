package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.UpdateRoleBindingRequest;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.PlacementAction;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.BindingLookUp;
import org.rolebindings.placing.row.ReadLagPauses;
import org.rolebindings.placing.row.Refusal;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.placing.row.RowRetries;

/**
 * Looks up what the user has on the resource, and does what follows: decides the row,
 * updates the binding, or lets a create follow.
 */
final class ConflictResolver {

	/** Before a row asks again whether it may be updated. */
	static final Duration UPDATE_PAUSE = Duration.ofMillis(500);

	private final RoleBindingsApi api;

	private final BindingLookUp lookUp;

	private final OnConflict onConflict;

	private final UpdateJournal journal;

	private final RowRetries retries;

	private final ServerClock serverClock;

	private final HiddenConflicts hiddenConflicts = new HiddenConflicts();

	ConflictResolver(RoleBindingsApi api, OnConflict onConflict, UpdateJournal journal, RowRetries retries,
			ServerClock serverClock) {
		this.api = api;
		this.lookUp = new BindingLookUp(api);
		this.onConflict = onConflict;
		this.journal = journal;
		this.retries = retries;
		this.serverClock = serverClock;
	}

	/** Fails the row. If the row is in doubt, a look-up comes first. */
	AttemptResult refused(RowInFlight row, Refusal refusal) {
		if (!row.doubt().exists()) {
			return row.failed(refusal, null);
		}
		row.failUnlessInPlace(refusal);
		return lookUp(row);
	}

	/** Looks the row's binding up, and does what follows. */
	AttemptResult lookUp(RowInFlight row) {
		row.setLooksUpNext(true);
		RoleBinding found;
		try {
			found = this.lookUp.find(row.binding());
		}
		catch (ApiException ex) {
			if (ex.status() == 404) {
				return notSeen(row, true);
			}
			if (ex.isRefusal()) {
				return row.failed(Refusal.ofLookUp(ex, row.binding()), null);
			}
			throw ex;
		}
		if (found == null) {
			return notSeen(row, false);
		}
		if (!found.isComplete()) {
			return row.failed(Refusal.incomplete(row.binding()), null);
		}
		PlacementAction action = decide(row, found.existing());
		return (action == PlacementAction.NONE) ? inPlace(row, found) : otherRole(row, found, action);
	}

	private PlacementAction decide(RowInFlight row, @Nullable ExistingBinding found) {
		return PlacementAction.decide(row.binding().roleId(), found, this.onConflict, row.expectation());
	}

	/**
	 * Decides what follows a look-up without a result.
	 * @param noUser whether the account does not have the user
	 */
	private AttemptResult notSeen(RowInFlight row, boolean noUser) {
		boolean updateNotFound = row.updateNotFound() != null;
		Duration pause = updateNotFound ? row.nextReadLagPause() : null;
		if (pause != null) {
			return new AttemptResult.RetryAfter(pause);
		}
		if (decide(row, null) == PlacementAction.CHANGED) {
			return row.failed(Refusal.changed(row, null), null);
		}
		if (updateNotFound) {
			return createAgain(row);
		}
		ApiException conflict = row.conflict();
		if (conflict != null) {
			return hiddenConflict(row, conflict);
		}
		Refusal refusal = row.refusal();
		if (refusal == null) {
			return createAgain(row);
		}
		return row.failed(noUser ? refusal : refusal.seeingNone(row.doubt().exists()), null);
	}

	/**
	 * Repeats the create after a pause, because this key may not see the binding yet.
	 * Fails the row after the last pause.
	 */
	private AttemptResult hiddenConflict(RowInFlight row, ApiException conflict) {
		ReadLagPauses pauses = row.readLagPauses();
		if (pauses == null) {
			boolean many = this.hiddenConflicts.add(row.binding().resourceId());
			pauses = row.beginReadLagPauses(many);
		}
		row.forgetConflict();
		Duration pause = pauses.next();
		if (pause == null) {
			return row.failed(Refusal.hidden(conflict, row.binding(), row.doubt().exists()), null);
		}
		return this.retries.createAfter(row, pause);
	}

	void forgetHiddenConflict(RowInFlight row) {
		if (row.updateNotFound() == null && row.readLagPauses() != null) {
			this.hiddenConflicts.remove(row.binding().resourceId());
			row.endReadLagPauses();
		}
	}

	/**
	 * Creates the binding, because this key no longer sees the one that was in the way.
	 */
	private AttemptResult createAgain(RowInFlight row) {
		if (row.former() != null) {
			this.journal.nothingToUpdate(row.line());
			row.setFormer(null);
			row.doubt().forgetUpdate();
		}
		boolean notFound = row.updateNotFound() != null;
		row.setUpdateNotFound(null);
		row.setLooksUpNext(false);
		AttemptResult result = this.retries.after(row,
				new ApiException(409, "this key no longer sees the binding", null, null, null));
		if (notFound) {
			// The create follows even beyond --max-attempts
			row.setLooksUpNext(false);
		}
		return result;
	}

	private AttemptResult inPlace(RowInFlight row, RoleBinding found) {
		forgetHiddenConflict(row);
		String formerRole = row.doubt().formerRole(found.id());
		if (formerRole != null) {
			return row.decided(Outcome.UPDATED, found.id(), formerRole);
		}
		Outcome outcome = row.doubt().hasCreated(found.createdAt()) ? Outcome.CREATED : Outcome.UNCHANGED;
		return row.decided(outcome, found.id(), null);
	}

	private AttemptResult otherRole(RowInFlight row, RoleBinding found, PlacementAction action) {
		if (action == PlacementAction.CHANGED) {
			forgetHiddenConflict(row);
			return row.failed(Refusal.changed(row, found.existing()), found);
		}
		ApiException notFound = row.updateNotFound();
		ExistingBinding former = row.former();
		if (notFound != null && former != null && former.hasId(found.id())) {
			return mayNotChange(row, found, notFound);
		}
		forgetHiddenConflict(row);
		row.setConflict(null);
		return switch (action) {
			case FAIL -> row.failed(Refusal.otherRole(found.existing()), found);
			case KEEP -> row.decided(Outcome.KEPT, found.id(), found.roleId());
			case UPDATE -> {
				Refusal refusal = row.refusal();
				yield (refusal != null) ? row.failed(refusal.seeing(found.roleId()), found) : update(row, found);
			}
			case CREATE, NONE, CHANGED -> throw new IllegalArgumentException(action + " is not for another role");
		};
	}

	/**
	 * Decides what follows an update that was answered with 404 although its binding is
	 * there.
	 */
	private static AttemptResult mayNotChange(RowInFlight row, RoleBinding found, ApiException notFound) {
		Duration pause = row.nextReadLagPause();
		return (pause != null) ? new AttemptResult.RetryAfter(pause)
				: row.failed(Refusal.mayNotChange(notFound, row.binding(), found.roleId()), found);
	}

	private AttemptResult update(RowInFlight row, RoleBinding found) {
		if (!this.journal.mayUpdate(row.line())) {
			row.awaitUpdate();
			return new AttemptResult.RetryAfter(UPDATE_PAUSE);
		}
		ExistingBinding former = found.existing();
		this.journal.beforeUpdate(row.line(), former.id(), former.roleId());
		row.setFormer(former);
		row.setUpdateNotFound(null);
		Instant sentAt = this.serverClock.now();
		try {
			RoleBinding updated = this.api.update(found.id(),
					new UpdateRoleBindingRequest(row.binding().roleId().text()));
			requireMatch(row, updated, 200);
			return row.decided(Outcome.UPDATED, found.id(), found.roleId());
		}
		catch (ApiException ex) {
			if (ex.leavesDoubt()) {
				row.doubt().add(sentAt, former);
			}
			if (ex.status() == 404) {
				row.setUpdateNotFound(ex);
				return lookUp(row);
			}
			if (!ex.isRefusal()) {
				throw ex;
			}
			Refusal refusal = Refusal.ofUpdate(ex, row.binding());
			return ex.leavesDoubt() ? refused(row, refusal) : row.failed(refusal.seeing(found.roleId()), found);
		}
	}

	/** Treats an answer about another binding like no answer. */
	static void requireMatch(RowInFlight row, RoleBinding answer, int status) {
		if (!answer.isFor(row.binding()) || !answer.hasRole(row.binding().roleId())) {
			throw new ApiException(status, "the answer is about another binding", null, null, null);
		}
	}

}

package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.UpdateRoleBindingRequest;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.RemovalAction;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.BindingLookUp;
import org.rolebindings.placing.row.Refusal;
import org.rolebindings.placing.row.RowAttempt;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.placing.row.RowRetries;

/**
 * Takes a binding back. Looks up what the user has on the resource, and deletes the
 * binding or gives it its former role, or leaves it alone. What needs no request is only
 * decided once look-ups have shown it for five seconds, because reads may lag behind
 * writes.
 */
final class BindingRemover implements RowAttempt {

	private final RoleBindingsApi api;

	private final BindingLookUp lookUp;

	private final UpdateJournal journal;

	private final ServiceProbe probe;

	private final RowRetries retries;

	private final ServerClock serverClock;

	private final ResourceSight sight;

	BindingRemover(RoleBindingsApi api, UpdateJournal journal, RequestMeter meter, ServiceProbe probe,
			ServerClock serverClock, ResourceSight sight) {
		this.api = api;
		this.lookUp = new BindingLookUp(api);
		this.journal = journal;
		this.probe = probe;
		this.retries = new RowRetries(probe, meter);
		this.serverClock = serverClock;
		this.sight = sight;
	}

	@Override
	public AttemptResult make(RowInFlight row) {
		row.beginWith(this.probe.changesAnswered());
		try {
			return lookUp(row);
		}
		catch (ApiException ex) {
			return this.retries.after(row, ex);
		}
	}

	private AttemptResult lookUp(RowInFlight row) {
		row.setLooksUpNext(true);
		RoleBinding found;
		try {
			found = this.lookUp.find(row.binding());
		}
		catch (ApiException ex) {
			if (ex.status() != 404) {
				if (ex.isRefusal()) {
					return row.failed(RemovalRefusal.ofLookUp(ex, row), null);
				}
				throw ex;
			}
			found = null;
		}
		if (found == null) {
			return notSeen(row);
		}
		this.sight.seen(row.binding());
		return found.isComplete() ? seen(row, found) : row.failed(Refusal.incomplete(row.binding()), null);
	}

	/** Decides what follows a look-up that finds nothing. */
	private AttemptResult notSeen(RowInFlight row) {
		if (!this.sight.showsAbsence(row.binding())) {
			return confirmed(row, () -> row.failed(RemovalRefusal.notVisible(row.binding()), null));
		}
		ExistingBinding deleted = RemovalInDoubt.deleted(row);
		if (deleted != null) {
			return confirmed(row, () -> row.decided(Outcome.DELETED, deleted.id(), deleted.roleId()));
		}
		Removal removal = row.removal();
		if (removal.deletedBefore() && removal.bindingId() != null) {
			return gone(row);
		}
		return confirmed(row, () -> (removal.deletedBefore() || this.sight.seesAny(row.binding())) ? gone(row)
				: row.failed(RemovalRefusal.notVisible(row.binding()), null));
	}

	private static AttemptResult gone(RowInFlight row) {
		return (decide(row, null) == RemovalAction.CHANGED_SINCE)
				? row.changedSince(RemovalRefusal.changed(row, null), null)
				: row.decided(Outcome.GONE, row.removal().bindingId(), null);
	}

	private static RemovalAction decide(RowInFlight row, @Nullable RoleBinding found) {
		return RemovalAction.decide(row.binding().roleId(), row.removal(), (found != null) ? found.existing() : null,
				(found != null) ? found.createdAt() : null);
	}

	/** Decides what follows a look-up that finds a binding. */
	private AttemptResult seen(RowInFlight row, RoleBinding found) {
		RemovalAction action = RemovalInDoubt.isReplaced(row, found) ? RemovalAction.CHANGED_SINCE : decide(row, found);
		return switch (action) {
			case DELETE -> inPlace(row, found, null);
			case RESTORE -> inPlace(row, found, row.removal().formerRole(found.existing()));
			case NONE, CHANGED_SINCE -> leftAlone(row, found, action);
			case GONE -> throw new IllegalStateException("What is there cannot be gone");
		};
	}

	private AttemptResult leftAlone(RowInFlight row, RoleBinding found, RemovalAction action) {
		ExistingBinding deleted = RemovalInDoubt.deleted(row);
		if (deleted != null && !deleted.hasId(found.id())) {
			return confirmed(row, () -> row.decided(Outcome.DELETED, deleted.id(), deleted.roleId()));
		}
		if (action == RemovalAction.CHANGED_SINCE) {
			return confirmed(row, () -> row.changedSince(RemovalRefusal.changed(row, found.existing()), found));
		}
		ExistingBinding sent = RemovalInDoubt.changed(row);
		if (sent != null && deleted == null && sent.hasId(found.id())) {
			return confirmed(row, () -> row.decided(Outcome.RESTORED, found.id(), sent.roleId()));
		}
		return confirmed(row, () -> row.decided(Outcome.UNCHANGED, found.id(), null));
	}

	private AttemptResult confirmed(RowInFlight row, Supplier<AttemptResult> decision) {
		Duration pause = row.nextReadLagPause();
		return (pause != null) ? new AttemptResult.RetryAfter(pause) : decision.get();
	}

	private AttemptResult inPlace(RowInFlight row, RoleBinding found, @Nullable String formerRole) {
		ApiException notFound = row.updateNotFound();
		if (notFound != null) {
			return confirmed(row, () -> row
				.failed(RemovalRefusal.mayNotChange(notFound, row.binding(), found.roleId(), formerRole), found));
		}
		Refusal refusal = row.refusal();
		if (refusal == null) {
			return change(row, found, formerRole);
		}
		Refusal why = refusal.seeing(found.roleId());
		return row.doubt().exists() ? confirmed(row, () -> row.failed(why, found)) : row.failed(why, found);
	}

	private AttemptResult change(RowInFlight row, RoleBinding found, @Nullable String formerRole) {
		ExistingBinding current = found.existing();
		this.journal.beforeUpdate(row.line(), current.id(), current.roleId());
		row.setFormer(current);
		row.setUpdateNotFound(null);
		Instant sentAt = this.serverClock.now();
		try {
			if (formerRole == null) {
				this.api.delete(found.id());
				return row.decided(Outcome.DELETED, found.id(), found.roleId());
			}
			requireRestored(row, this.api.update(found.id(), new UpdateRoleBindingRequest(formerRole)),
					new ExistingBinding(found.id(), formerRole));
			return row.decided(Outcome.RESTORED, found.id(), found.roleId());
		}
		catch (ApiException ex) {
			if (ex.leavesDoubt()) {
				row.doubt().add(sentAt, current);
			}
			else if (row.doubt().since() == null) {
				this.journal.nothingToUpdate(row.line());
			}
			if (ex.status() == 404) {
				row.setUpdateNotFound(ex);
				return lookUp(row);
			}
			if (!ex.isRefusal()) {
				throw ex;
			}
			return refused(row, RemovalRefusal.of(ex, row.binding(), formerRole), found);
		}
	}

	private AttemptResult refused(RowInFlight row, Refusal refusal, RoleBinding found) {
		if (!row.doubt().exists()) {
			return row.failed(refusal, found);
		}
		row.failUnlessInPlace(refusal);
		return lookUp(row);
	}

	/** Treats an answer about another binding like no answer. */
	private static void requireRestored(RowInFlight row, RoleBinding answer, ExistingBinding wanted) {
		if (!answer.isFor(row.binding()) || !wanted.isSameAs(answer.existing())) {
			throw new ApiException(200, "the answer is about another binding", null, null, null);
		}
	}

}

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
					return row.failed(RemovalRefusal.ofLookUp(ex, row.binding()), null);
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
		boolean restores = decide(row, null) == RemovalAction.CHANGED_SINCE;
		ExistingBinding sent = row.doubt().former();
		String role = row.binding().roleId().text();
		if (!restores) {
			if (sent != null) {
				return row.decided(Outcome.DELETED, sent.id(), role);
			}
			if (row.removal().deletedBefore()) {
				return row.decided(Outcome.GONE, row.removal().bindingId(), null);
			}
		}
		return confirmed(row, () -> {
			if (!this.sight.seesAny(row.binding())) {
				return row.failed(RemovalRefusal.notVisible(row.binding()), null);
			}
			return restores ? row.changedSince(RemovalRefusal.changed(row.binding(), row.removal(), null), null)
					: row.decided(Outcome.GONE, row.removal().bindingId(), null);
		});
	}

	private static RemovalAction decide(RowInFlight row, @Nullable RoleBinding found) {
		return RemovalAction.decide(row.binding().roleId(), row.removal(), (found != null) ? found.existing() : null,
				(found != null) ? found.createdAt() : null);
	}

	/** Decides what follows a look-up that finds a binding. */
	private AttemptResult seen(RowInFlight row, RoleBinding found) {
		return switch (decide(row, found)) {
			case DELETE -> inPlace(row, found, null);
			case RESTORE -> inPlace(row, found, row.removal().formerRole(found.existing()));
			case NONE -> asBefore(row, found);
			case CHANGED_SINCE -> changed(row, found);
			case GONE -> throw new IllegalStateException("What is there cannot be gone");
		};
	}

	private AttemptResult asBefore(RowInFlight row, RoleBinding found) {
		ExistingBinding sent = row.doubt().former();
		if (sent != null && sent.hasId(found.id())) {
			return row.decided(Outcome.RESTORED, found.id(), row.binding().roleId().text());
		}
		return confirmed(row, () -> row.decided(Outcome.UNCHANGED, found.id(), null));
	}

	private AttemptResult changed(RowInFlight row, RoleBinding found) {
		ExistingBinding sent = row.doubt().former();
		boolean deletes = row.removal().formerRole((sent != null) ? sent : found.existing()) == null;
		if (sent != null && deletes && !sent.hasId(found.id())) {
			return row.decided(Outcome.DELETED, sent.id(), row.binding().roleId().text());
		}
		return confirmed(row,
				() -> row.changedSince(RemovalRefusal.changed(row.binding(), row.removal(), found.existing()), found));
	}

	private AttemptResult confirmed(RowInFlight row, Supplier<AttemptResult> decision) {
		Duration pause = row.nextReadLagPause();
		return (pause != null) ? new AttemptResult.RetryAfter(pause) : decision.get();
	}

	private AttemptResult inPlace(RowInFlight row, RoleBinding found, @Nullable String formerRole) {
		ApiException notFound = row.updateNotFound();
		ExistingBinding sent = row.former();
		if (notFound != null && sent != null && sent.hasId(found.id())) {
			return confirmed(row, () -> row
				.failed(RemovalRefusal.mayNotChange(notFound, row.binding(), found.roleId(), formerRole), found));
		}
		Refusal refusal = row.refusal();
		return (refusal != null) ? row.failed(refusal.seeing(found.roleId()), found) : change(row, found, formerRole);
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
			else if (!row.doubt().exists()) {
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

package org.rolebindings.placing;

import java.time.Instant;

import org.rolebindings.api.ApiException;
import org.rolebindings.api.CreateRoleBindingRequest;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.Refusal;
import org.rolebindings.placing.row.RowAttempt;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.placing.row.RowRetries;

/**
 * Puts a row in place. Creates the binding and, after a 409, looks up what the user has
 * on the resource. A row that may be in place fails only after a look-up has not found
 * it.
 */
final class BindingPlacer implements RowAttempt {

	private final RoleBindingsApi api;

	private final UpdateJournal journal;

	private final ServiceProbe probe;

	private final RowRetries retries;

	private final ServerClock serverClock;

	private final ConflictResolver conflicts;

	BindingPlacer(RoleBindingsApi api, OnConflict onConflict, UpdateJournal journal, RequestMeter meter,
			ServiceProbe probe, ServerClock serverClock) {
		this.api = api;
		this.journal = journal;
		this.probe = probe;
		this.retries = new RowRetries(probe, meter);
		this.serverClock = serverClock;
		this.conflicts = new ConflictResolver(api, onConflict, journal, this.retries, serverClock);
	}

	@Override
	public AttemptResult make(RowInFlight row) {
		if (row.awaitsUpdate() && !this.journal.mayUpdate(row.line())) {
			return new AttemptResult.RetryAfter(ConflictResolver.UPDATE_PAUSE);
		}
		row.beginWith(this.probe.changesAnswered());
		AttemptResult result = attempt(row);
		if (!(result instanceof AttemptResult.RetryAfter)) {
			this.journal.settled(row.line(), isUpdated(result) || row.doubt().mayHaveUpdated());
		}
		return result;
	}

	private static boolean isUpdated(AttemptResult result) {
		return result instanceof AttemptResult.Decided decided && decided.decision().outcome() == Outcome.UPDATED;
	}

	private AttemptResult attempt(RowInFlight row) {
		try {
			return row.looksUpNext() ? this.conflicts.lookUp(row) : create(row);
		}
		catch (ApiException ex) {
			return this.retries.after(row, ex);
		}
	}

	private AttemptResult create(RowInFlight row) {
		Instant sentAt = this.serverClock.now();
		try {
			RoleBinding created = this.api.create(CreateRoleBindingRequest.of(row.binding()));
			ConflictResolver.requireMatch(row, created, 201);
			this.conflicts.forgetHiddenConflict(row);
			return row.decided(Outcome.CREATED, created.id(), null);
		}
		catch (ApiException ex) {
			if (ex.leavesDoubt()) {
				row.doubt().add(sentAt, null);
			}
			if (ex.status() == 409) {
				row.setConflict(ex);
				return this.conflicts.lookUp(row);
			}
			if (!ex.isRefusal()) {
				throw ex;
			}
			return this.conflicts.refused(row, Refusal.ofCreate(ex, row.binding()));
		}
	}

}

package org.rolebindings.placing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowAttempt;
import org.rolebindings.placing.row.RowInFlight;

/**
 * Gives one row its turns, as the window would. Nothing is waited for: the back-off is
 * passed over, and the gate's clock is moved on.
 */
final class Placing implements UpdateJournal {

	private static final int TOO_MANY = 50;

	final List<String> journal = new ArrayList<>();

	final List<String> settled = new ArrayList<>();

	/** Whether updates may leave, each time somebody asks; the last answer holds on. */
	final Deque<Boolean> mayUpdate = new ArrayDeque<>(List.of(true));

	final List<Duration> pauses = new ArrayList<>();

	/** How long the row itself was to wait between its turns. */
	Duration waited = Duration.ZERO;

	private final TestApiClient client;

	private final RowAttempt attempt;

	private final RetryRules rules;

	/** Told when the journal is written; a test looks then at what has left. */
	Runnable onJournal = () -> {
	};

	Placing(TestApiClient client, OnConflict onConflict, RetryRules rules) {
		this(client, onConflict, rules, TestOutageDetector.idleProbe(client.api, client.stop));
	}

	Placing(TestApiClient client, OnConflict onConflict, RetryRules rules, ServiceProbe probe) {
		this.client = client;
		this.attempt = new BindingPlacer(client.api, onConflict, this, client.meter, probe,
				TestBindings.clockAtTheMark());
		this.rules = rules;
	}

	/** Takes bindings back instead. */
	Placing(TestApiClient client, RoleBindingsApi api, ResourceSight sight, RetryRules rules) {
		this.client = client;
		this.attempt = new BindingRemover(api, this, client.meter,
				TestOutageDetector.idleProbe(client.api, client.stop), TestBindings.clockAtTheMark(), sight);
		this.rules = rules;
	}

	@Override
	public void beforeUpdate(long line, String bindingId, String formerRoleId) {
		this.journal.add("before %d %s %s".formatted(line, bindingId, formerRoleId));
		this.onJournal.run();
	}

	@Override
	public void nothingToUpdate(long line) {
		this.journal.add("nothing " + line);
	}

	@Override
	public boolean mayUpdate(long line) {
		return (this.mayUpdate.size() > 1) ? this.mayUpdate.remove() : this.mayUpdate.element();
	}

	@Override
	public void settled(long line, boolean mayBeUpdated) {
		this.settled.add(line + " " + mayBeUpdated);
	}

	RowInFlight begin(UndecidedRow row) {
		return new RowInFlight(row, TestBindings.MARKED_AT, this.rules);
	}

	AttemptResult attempt(RowInFlight row) {
		return this.attempt.make(row);
	}

	/** Goes on until the row is decided or set aside. */
	AttemptResult finish(RowInFlight row) {
		for (int turns = 0; turns < TOO_MANY; turns++) {
			AttemptResult result = attempt(row);
			if (!(result instanceof AttemptResult.RetryAfter again)) {
				return result;
			}
			this.waited = this.waited.plus(again.delay());
			Duration pause = this.client.passGate();
			if (!pause.isZero()) {
				this.pauses.add(pause);
			}
		}
		throw new AssertionError("The row is not decided after " + TOO_MANY + " turns.");
	}

	/** Goes on until the row is decided. */
	Decision decide(UndecidedRow row) {
		if (finish(begin(row)) instanceof AttemptResult.Decided decided) {
			return decided.decision();
		}
		throw new AssertionError("The row is set aside.");
	}

}

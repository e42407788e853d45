package org.rolebindings.placing;

import java.util.function.Consumer;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.placing.row.RowAttempt;
import org.rolebindings.stop.StopSwitch;

/** Opens the window that sends a run's rows to the API. */
public final class WindowFactory {

	private final RoleBindingsApi api;

	private final RetryRules rules;

	private final WindowLimits limits;

	private final RequestMeter meter;

	private final OutageDetector outageDetector;

	private final StopSwitch stop;

	private final ServerClock serverClock;

	WindowFactory(RoleBindingsApi api, RetryRules rules, WindowLimits limits, RequestMeter meter,
			OutageDetector outageDetector, StopSwitch stop, ServerClock serverClock) {
		this.api = api;
		this.rules = rules;
		this.limits = limits;
		this.meter = meter;
		this.outageDetector = outageDetector;
		this.stop = stop;
		this.serverClock = serverClock;
	}

	/**
	 * Opens a window of an import.
	 * @param onConflict what to do if the user has another role
	 * @param journal stores what an update is about to replace
	 * @param source draws the rows
	 * @param onDecision receives each decision at once, on the thread of its sender,
	 * which sends nothing more until this returns
	 * @return a window with {@code --concurrency} senders
	 */
	public InFlightWindow open(OnConflict onConflict, UpdateJournal journal, InFlightWindow.Source source,
			Consumer<Decision> onDecision) {
		return open(new BindingPlacer(this.api, onConflict, journal, this.meter,
				new ServiceProbe(this.api, this.outageDetector), this.serverClock), source, onDecision);
	}

	/**
	 * Opens a window of an undo or a revoke.
	 * @param sight knows on which resources this key sees any binding
	 * @param journal stores which binding is about to change
	 * @param source draws the rows
	 * @param onDecision receives each decision at once, on the thread of its sender,
	 * which sends nothing more until this returns
	 * @return a window with {@code --concurrency} senders
	 */
	public InFlightWindow openRemoval(ResourceSight sight, UpdateJournal journal, InFlightWindow.Source source,
			Consumer<Decision> onDecision) {
		return open(new BindingRemover(this.api, journal, this.meter, new ServiceProbe(this.api, this.outageDetector),
				this.serverClock, sight), source, onDecision);
	}

	private InFlightWindow open(RowAttempt attempt, InFlightWindow.Source source, Consumer<Decision> onDecision) {
		this.outageDetector.reset();
		return new InFlightWindow(attempt, this.rules, this.stop, this.limits, source, onDecision);
	}

}

package org.rolebindings.cli.worker;

import java.util.List;
import java.util.Map;

import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.WorkerApplication;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.key.WatchedKey;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.remote.RangeRequest;
import org.rolebindings.job.remote.RunSettings;
import org.rolebindings.job.remote.worker.RangeWorker;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateHealth;

/**
 * The start of a run that a worker works for, in an application of its own: it has the
 * settings of the run, and what fails in it affects no other run.
 */
final class RunInHand implements AutoCloseable {

	private final Distribution distribution;

	private final Application application;

	private final RangeWorker worker;

	private RunInHand(Distribution distribution, Application application) {
		this.distribution = distribution;
		this.application = application;
		this.worker = application.get(RangeWorker.class);
	}

	/**
	 * Joins a run.
	 * @param distribution how its rows are posted
	 * @param settings the settings of the worker
	 * @param key the worker's key
	 * @param messages prints notes
	 */
	static RunInHand join(Distribution distribution, Settings settings, WatchedKey key, Messages messages) {
		Settings ofRun = settings;
		for (String name : RunSettings.NAMES) {
			ofRun = of(distribution.settings(), name, ofRun);
		}
		// The manager shows the progress of the run
		ofRun = ofRun.with("no-progress", "true");
		return new RunInHand(distribution, Application.start(WorkerApplication.class, ofRun, messages,
				new Application.Shared(null, List.of(distribution, key))));
	}

	private static Settings of(Map<String, String> run, String name, Settings settings) {
		String value = run.get(name);
		return (value != null) ? settings.with(name, value) : settings.without(name);
	}

	/** Returns the number of the run. */
	long run() {
		return this.distribution.start().run();
	}

	/** Stops the work, if something has not stopped it already. */
	StopSwitch stop() {
		return this.application.get(StopSwitch.class);
	}

	/** Returns whether the database has failed, so that this can do nothing any more. */
	boolean hasFailed() {
		return this.application.get(StateHealth.class).hasFailed();
	}

	/** Waits until the API answers, or the work stops. */
	void awaitApi() {
		try {
			ApiPreflight preflight = this.application.get(ApiPreflight.class);
			preflight.check(() -> true, (heard) -> this.application.get(ImportProgress.class)
				.note("No proper answer from " + preflight.target() + " yet (" + heard + "); trying again."));
		}
		catch (SendingStoppedException ex) {
			// The stop switch knows why
		}
	}

	/** Returns whether a request is for this start. */
	boolean isFor(RangeRequest request) {
		return this.worker.isFor(request);
	}

	/** Posts a range. */
	void work(RangeRequest request) {
		this.worker.work(request);
	}

	/** Leaves the run; the range at hand, if there is one, goes to others. */
	@Override
	public void close() {
		this.worker.leave();
		this.application.close();
	}

}

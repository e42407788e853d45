package org.rolebindings.cli.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.binding.Wording;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.RunsApplication;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.Version;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.remote.RangeRequest;
import org.rolebindings.job.remote.RunSettings;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.DistributionLedger;

/**
 * Finds the runs for which a worker may work. It connects to the database only for each
 * question, because a worker waits for most of its time.
 */
final class DistributedRuns {

	private final Settings settings;

	private final Messages messages;

	private final String version = Version.number();

	DistributedRuns(Settings settings, Messages messages) {
		this.settings = settings;
		this.messages = messages;
	}

	/** Returns what tells the database from others. */
	String databaseId() {
		return inDatabase(DistributionLedger::databaseId);
	}

	private <T> T inDatabase(Function<DistributionLedger, T> reading) {
		try (Application application = Application.start(RunsApplication.class, this.settings, this.messages)) {
			return reading.apply(application.get(DistributionLedger.class));
		}
	}

	/**
	 * Finds the run of a request.
	 * @return how its rows are posted, empty if that start of it is over
	 * @throws InvalidSettingException if this worker must not take part
	 */
	Optional<Distribution> find(RangeRequest request) {
		Optional<Distribution> found = inDatabase((ledger) -> ledger.find(request.run()))
			.filter((distribution) -> distribution.start().number() == request.start() && distribution.stop() == null);
		found.ifPresent(this::check);
		return found;
	}

	private void check(Distribution distribution) {
		if (!distribution.version().equals(this.version)) {
			throw new InvalidSettingException(
					"Run " + distribution.start().run() + " is distributed by version " + distribution.version()
							+ ", and this worker is version " + this.version + ". Use workers of the same version.");
		}
		Duration longest = RunSettings.longestTimeout(distribution.settings());
		Duration own = this.settings.bind(ApiProperties.class).timeout();
		if (own.compareTo(longest) > 0) {
			throw new InvalidSettingException(
					"--timeout of this worker is longer than that of run " + distribution.start().run() + ", which is "
							+ Wording.ofSetting(longest) + ". Give the worker the same or a shorter one.");
		}
	}

}

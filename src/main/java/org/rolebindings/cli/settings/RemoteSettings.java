package org.rolebindings.cli.settings;

import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.job.remote.RemoteProperties;

/** Checks the settings of runs that several processes post. */
public final class RemoteSettings {

	private static final String BROKER = "broker-url";

	private RemoteSettings() {
	}

	/**
	 * Checks the settings of a command that may have its rows posted by workers.
	 * @param settings its settings
	 * @throws InvalidSettingException if one is missing or wrong
	 */
	public static void check(Settings settings) {
		if (!settings.has("distributed") && !settings.has(BROKER)) {
			return;
		}
		boolean distributed = settings.bind(RemoteProperties.class).distributed();
		requireNoPassword(settings);
		if (!distributed) {
			if (settings.hasOption(BROKER)) {
				throw new InvalidSettingException("--broker-url is for --distributed; give both, or none of them.");
			}
			return;
		}
		if (settings.has("sandbox", "true")) {
			throw new InvalidSettingException(
					"--distributed is set, but the sandbox is inside this process, where no worker reaches it; leave "
							+ "one of them out. For a trial start the command sandbox, and give its --base-url.");
		}
		require(settings, "--distributed");
	}

	/**
	 * Checks the settings of a worker.
	 * @param settings its settings
	 * @throws InvalidSettingException if one is missing or wrong
	 */
	public static void requireForWorker(Settings settings) {
		require(settings, "A worker");
		settings.check(RemoteProperties.class);
		requireNoPassword(settings);
	}

	private static void require(Settings settings, String subject) {
		if (!settings.has("database-url")) {
			throw new InvalidSettingException(
					subject + " needs --database-url: the PostgreSQL database that all processes share.");
		}
		if (!settings.has(BROKER)) {
			throw new InvalidSettingException(subject
					+ " needs --broker-url: the message broker that all processes share, like tcp://host:61616.");
		}
	}

	private static void requireNoPassword(Settings settings) {
		if (settings.hasOption(BROKER) && settings.bind(RemoteProperties.class).broker().hasPassword()) {
			throw new InvalidSettingException("--broker-url has a password, which others could read in the list of "
					+ "processes. Leave it out, and give it in " + RemoteProperties.PASSWORD + ".");
		}
	}

}

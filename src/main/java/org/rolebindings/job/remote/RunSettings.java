package org.rolebindings.job.remote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.job.run.ImportProperties;

/** The settings of a run that its workers obey, whatever their own are. */
public final class RunSettings {

	/** Their names; one that a run does not have is not set for its workers, either. */
	public static final List<String> NAMES = List.of("rate", "max-attempts", "outage-timeout", "max-pause",
			"max-failures", "max-updates");

	private static final String TIMEOUT = "timeout";

	private RunSettings() {
	}

	public static Map<String, String> of(ApiProperties api, OutageProperties outage, ImportProperties run) {
		Map<String, String> settings = new LinkedHashMap<>();
		put(settings, "rate", api.rate());
		put(settings, "max-attempts", api.maxAttempts());
		put(settings, "outage-timeout", millis(outage.outageTimeout()));
		put(settings, "max-pause", millis(outage.maxPause()));
		put(settings, "max-failures", run.maxFailures());
		put(settings, "max-updates", run.maxUpdates());
		put(settings, TIMEOUT, api.timeout().toMillis());
		return settings;
	}

	/**
	 * Returns the longest time-out of a worker: while it waits for an answer, the lease
	 * of the process that distributes the rows must not end.
	 * @param settings the settings of a run
	 */
	public static Duration longestTimeout(Map<String, String> settings) {
		return Duration.ofMillis(Long.parseLong(settings.getOrDefault(TIMEOUT, "0")));
	}

	private static String millis(Duration duration) {
		return duration.toMillis() + "ms";
	}

	private static void put(Map<String, String> settings, String name, @Nullable Object value) {
		if (value != null) {
			settings.put(name, value.toString());
		}
	}

}

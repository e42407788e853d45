package org.rolebindings.job;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.rolebindings.testing.ReportFiles;

/** A state, a folder of reports and an API, which imports after each other share. */
final class Installation {

	private final Map<String, String> properties = new LinkedHashMap<>();

	Installation(Path folder, URI api) {
		this.properties.put("state", folder.resolve("state").toString());
		this.properties.put("reports", folder.resolve("reports").toString());
		this.properties.put("base-url", api.toString());
	}

	/** Sets an option for all starts from now on. */
	Installation set(String option, String value) {
		this.properties.put(option, value);
		return this;
	}

	/** Starts with further beans. */
	Start start(Class<?>... more) {
		return Start.with(this.properties, more);
	}

	/** Imports a file in a start of its own. */
	ImportResult run(Path file) {
		try (Start start = start()) {
			return start.run(file);
		}
	}

	ReportFiles reportsOf(Path file) {
		return Start.reports(run(file));
	}

}

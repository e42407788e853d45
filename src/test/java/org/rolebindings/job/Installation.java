package org.rolebindings.job;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.testing.ReportFiles;

/** A state, a folder of reports and an API, which imports after each other share. */
public final class Installation {

	private final Map<String, String> properties = new LinkedHashMap<>();

	public Installation(Path folder, URI api) {
		this.properties.put("state", folder.resolve("state").toString());
		this.properties.put("reports", folder.resolve("reports").toString());
		this.properties.put("base-url", api.toString());
	}

	/** Sets an option for all starts from now on. */
	public Installation set(String option, String value) {
		this.properties.put(option, value);
		return this;
	}

	/** Starts with further beans. */
	public Start start(Class<?>... more) {
		return Start.with(this.properties, more);
	}

	/** Imports a file in a start of its own. */
	public ImportResult run(Path file) {
		try (Start start = start()) {
			return start.run(file);
		}
	}

	/** Plans the import of a file in a start of its own. */
	public Plan plan(Path file) {
		try (Start start = start()) {
			return start.plan(file);
		}
	}

	public ReportFiles reportsOf(Path file) {
		return Start.reports(run(file));
	}

}

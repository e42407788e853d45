package org.rolebindings.cli.plan;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a command makes of a plan.
 *
 * @param output the form of the plan on standard output
 * @param dryRun whether an import is only planned
 * @param exitCode whether the exit code tells that something would change
 */
@ConfigurationProperties("role-bindings")
record PlanSettings(@DefaultValue("text") Output output, @DefaultValue("false") boolean dryRun,
		@DefaultValue("false") boolean exitCode) {

	/** The form of the plan. */
	enum Output {

		/** For a person at a terminal. */
		TEXT,

		/** For a script. */
		JSON,

		/** For a review in the browser. */
		MARKDOWN

	}

}

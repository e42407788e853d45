package org.rolebindings.cli.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a command prints, and whether it uses a sandbox.
 *
 * @param output the form of the result on standard output
 * @param logFormat the form of what is on standard error
 * @param noProgress whether progress is left out
 * @param quiet whether standard error has nothing but errors
 * @param verbose whether requests and steps are logged
 * @param sandbox whether the API is one inside this process
 */
@ConfigurationProperties("role-bindings")
public record CliProperties(@DefaultValue("text") Output output, @DefaultValue("text") LogFormat logFormat,
		@DefaultValue("false") boolean noProgress, @DefaultValue("false") boolean quiet,
		@DefaultValue("false") boolean verbose, @DefaultValue("false") boolean sandbox) {

	/** The form of the result. */
	public enum Output {

		/** For a person. */
		TEXT,

		/** For a script. */
		JSON

	}

}

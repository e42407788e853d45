package org.rolebindings.cli;

import picocli.CommandLine.Model.CommandSpec;

/** A command of the program. */
interface Command {

	/** Its name on the command line. */
	String name();

	/** Its options, its arguments and its action. */
	CommandSpec spec();

}

package org.rolebindings.cli;

import picocli.CommandLine.Model.CommandSpec;

/** A command of the program. */
interface Command {

	/** The word that calls it. */
	String name();

	/** Its options and arguments, and what it does. */
	CommandSpec spec();

}

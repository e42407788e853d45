package org.rolebindings.ledger.run;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of how a run was asked for. None of it makes it another run.
 *
 * @param note the text of {@code --note}, up to 500 characters, or {@code null}
 * @param command the words of the command that takes the run up, or none if nobody knows
 * it
 * @param called the program as it was called, then the option that names its state if
 * that is not in the usual place; none if nobody knows it
 */
public record RunRequest(@Nullable String note, List<String> command, List<String> called) {

	/** A run of which nothing is known. */
	public static final RunRequest NONE = new RunRequest(null, List.of(), List.of());

	/** Copies the words. */
	public RunRequest {
		command = List.copyOf(command);
		called = List.copyOf(called);
	}

	/** A run of which nobody knows how the program was called. */
	public RunRequest(@Nullable String note, List<String> command) {
		this(note, command, List.of());
	}

}

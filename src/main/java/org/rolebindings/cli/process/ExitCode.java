package org.rolebindings.cli.process;

/** The exit codes that scripts read. */
public enum ExitCode {

	/** Every row succeeded. */
	SUCCESS(0),

	/** Done, and some rows failed or are invalid. */
	ROWS_FAILED(1),

	/** Bad usage, configuration or input file; nothing was sent. */
	USAGE(2),

	/** Stopped before the end; the same command goes on from there. */
	STOPPED(3),

	/** Another process holds the state. */
	STATE_IN_USE(4),

	/** A plan is well, and something would change. */
	WOULD_CHANGE(5),

	/** A defect of the program. */
	DEFECT(70);

	private final int code;

	ExitCode(int code) {
		this.code = code;
	}

	public int code() {
		return this.code;
	}

}

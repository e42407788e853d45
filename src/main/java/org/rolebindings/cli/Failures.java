package org.rolebindings.cli;

import java.io.PrintStream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.NotTheApiException;
import org.rolebindings.api.UnusableSettingException;
import org.rolebindings.csv.UnreadableFileException;
import org.rolebindings.csv.UnwritableTemporaryFilesException;
import org.rolebindings.job.NothingStartedException;
import org.rolebindings.job.RunBrokenOffException;
import org.rolebindings.ledger.ForeignStateException;
import org.rolebindings.ledger.StateInUseException;
import org.rolebindings.report.ReportsUnwritableException;

import org.springframework.boot.context.properties.bind.BindException;

/**
 * What a failure of a command means: its exit code, and one line for a person. Only a
 * defect of the program shows a stack trace.
 */
final class Failures {

	private Failures() {
	}

	static int tell(Throwable failure, PrintStream err) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			ExitCode code = expected(cause);
			if (code != null) {
				err.println("role-bindings: "
						+ ((cause instanceof BindException bind) ? SettingProblem.describe(bind) : cause.getMessage()));
				return code.code();
			}
		}
		err.println("role-bindings: This is a defect of the program. Please report it with what follows.");
		failure.printStackTrace(err);
		return ExitCode.DEFECT.code();
	}

	private static @Nullable ExitCode expected(Throwable cause) {
		if (cause instanceof StateInUseException) {
			return ExitCode.STATE_IN_USE;
		}
		if (cause instanceof NothingStartedException || cause instanceof RunBrokenOffException) {
			return ExitCode.STOPPED;
		}
		boolean mistake = cause instanceof InvalidSettingException || cause instanceof UnusableSettingException
				|| cause instanceof BindException || cause instanceof UnreadableFileException
				|| cause instanceof NotTheApiException || cause instanceof ForeignStateException
				|| cause instanceof ReportsUnwritableException || cause instanceof UnwritableTemporaryFilesException;
		return mistake ? ExitCode.USAGE : null;
	}

}

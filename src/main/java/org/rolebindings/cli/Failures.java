package org.rolebindings.cli;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.NotTheApiException;
import org.rolebindings.api.UnusableSettingException;
import org.rolebindings.csv.UnreadableFileException;
import org.rolebindings.csv.UnwritableTemporaryFilesException;
import org.rolebindings.inbox.InboxInUseException;
import org.rolebindings.inbox.UnusableInboxException;
import org.rolebindings.job.NothingStartedException;
import org.rolebindings.job.RunBrokenOffException;
import org.rolebindings.ledger.ForeignStateException;
import org.rolebindings.ledger.StateInUseException;
import org.rolebindings.ledger.StateUnwritableException;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.status.UnusablePortException;

import org.springframework.boot.context.properties.bind.BindException;

/**
 * What a failure of a command means: its exit code, and one line for a person. Only a
 * defect of the program shows a stack trace.
 */
final class Failures {

	private Failures() {
	}

	/** The exit code of a failure. */
	static ExitCode exitCode(Throwable failure) {
		Throwable known = known(failure);
		return (known != null) ? Objects.requireNonNull(expected(known)) : ExitCode.DEFECT;
	}

	static int tell(Throwable failure, Messages messages) {
		Throwable known = known(failure);
		if (known != null) {
			messages.error(sentence(known));
		}
		else {
			messages.defect(failure);
		}
		return exitCode(failure).code();
	}

	/** What a command can fail at without a defect; {@code null} where it is none. */
	static @Nullable Throwable known(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (expected(cause) != null) {
				return cause;
			}
		}
		return null;
	}

	/** What a person has to know of a known failure. */
	static String sentence(Throwable known) {
		return (known instanceof BindException bind) ? SettingProblem.describe(bind)
				: String.valueOf(known.getMessage());
	}

	private static @Nullable ExitCode expected(Throwable cause) {
		if (cause instanceof StateInUseException || cause instanceof InboxInUseException) {
			return ExitCode.STATE_IN_USE;
		}
		if (cause instanceof RunBrokenOffException brokenOff && brokenOff.isForGood()) {
			return ExitCode.USAGE;
		}
		if (cause instanceof NothingStartedException || cause instanceof RunBrokenOffException
				|| cause instanceof StateUnwritableException) {
			return ExitCode.STOPPED;
		}
		boolean mistake = cause instanceof InvalidSettingException || cause instanceof UnusableSettingException
				|| cause instanceof BindException || cause instanceof UnreadableFileException
				|| cause instanceof NotTheApiException || cause instanceof ForeignStateException
				|| cause instanceof ReportsUnwritableException || cause instanceof UnusableInboxException
				|| cause instanceof UnwritableTemporaryFilesException || cause instanceof UnusablePortException;
		return mistake ? ExitCode.USAGE : null;
	}

}

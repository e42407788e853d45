package org.rolebindings.cli.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.UnusableSettingException;
import org.rolebindings.api.outage.NotTheApiException;
import org.rolebindings.binding.Quoting;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.NativeEncoding;
import org.rolebindings.cli.settings.SettingProblem;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.csv.source.UnwritableTemporaryFilesException;
import org.rolebindings.files.CauseChain;
import org.rolebindings.files.FileProblem;
import org.rolebindings.inbox.InboxInUseException;
import org.rolebindings.inbox.UnusableInboxException;
import org.rolebindings.job.export.UnwritableExportException;
import org.rolebindings.job.names.DirectoryRefusedException;
import org.rolebindings.job.names.UnknownNameException;
import org.rolebindings.job.plan.AccountUnlistableException;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.job.undo.NotUndoableException;
import org.rolebindings.job.undo.NothingVisibleException;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.status.UnusablePortException;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateInUseException;
import org.rolebindings.store.StateUnwritableException;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Finds the exit code of a failure, and one line for a person. Only a defect of the
 * program shows a stack trace.
 */
public final class Failures {

	/** The first rule that finds a code in the chain of causes decides. */
	private static final List<ExitCodeRule> RULES = List.of(Failures::shortage, Failures::ofTheProgram,
			Failures::ofTheMachine);

	private Failures() {
	}

	/** Finds the exit code of some failures. */
	@FunctionalInterface
	private interface ExitCodeRule {

		@Nullable ExitCode of(Throwable cause);

	}

	/** The exit code of a failure. */
	public static ExitCode exitCode(Throwable failure) {
		Throwable known = known(failure);
		return (known != null) ? Objects.requireNonNull(expected(known)) : ExitCode.DEFECT;
	}

	public static int tell(Throwable failure, Messages messages) {
		Throwable known = known(failure);
		if (known != null) {
			messages.error(sentence(known));
		}
		else {
			messages.defect(failure);
		}
		return exitCode(failure).code();
	}

	/** The known failure among the causes; {@code null} if there is a defect instead. */
	public static @Nullable Throwable known(Throwable failure) {
		return RULES.stream()
			.flatMap((rule) -> CauseChain.of(failure).filter((cause) -> rule.of(cause) != null))
			.findFirst()
			.orElse(null);
	}

	/** Describes a known failure for a person. */
	public static String sentence(Throwable known) {
		if (Shortage.is(known)) {
			return Shortage.describe(known);
		}
		if (known instanceof BindException bind) {
			return SettingProblem.describe(bind);
		}
		if (known instanceof InvalidPathException path) {
			NativeEncoding encoding = NativeEncoding.ofProcess();
			return Quoting.quoted(path.getInput()) + " cannot be the name of a file here (" + path.getReason() + "). "
					+ (encoding.isUtf8() ? "Choose another name." : encoding.remedy());
		}
		if (known instanceof IOException io) {
			return file(io) + FileProblem.reason(io) + ". Remove the cause; the same command goes on from there.";
		}
		if (known instanceof DataAccessException || known instanceof TransactionException) {
			return "The database does not work: " + Quoting.legible(String.valueOf(known.getMessage()), 200)
					+ ". Remove the cause; the same command goes on from there.";
		}
		return String.valueOf(known.getMessage());
	}

	private static String file(IOException ex) {
		String file = (ex instanceof FileSystemException failure) ? failure.getFile() : null;
		return (file != null) ? Quoting.legible(file, Integer.MAX_VALUE) + ": " : "Reading or writing failed: ";
	}

	private static @Nullable ExitCode expected(Throwable cause) {
		for (ExitCodeRule rule : RULES) {
			ExitCode code = rule.of(cause);
			if (code != null) {
				return code;
			}
		}
		return null;
	}

	private static @Nullable ExitCode shortage(Throwable cause) {
		return Shortage.is(cause) ? ExitCode.STOPPED : null;
	}

	private static @Nullable ExitCode ofTheProgram(Throwable cause) {
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
		if (cause instanceof AccountUnlistableException unlistable) {
			return unlistable.isForbidden() ? ExitCode.USAGE : ExitCode.STOPPED;
		}
		if (cause instanceof UnwritableExportException unwritable) {
			return unwritable.isBegun() ? ExitCode.STOPPED : ExitCode.USAGE;
		}
		boolean mistake = cause instanceof InvalidSettingException || cause instanceof UnusableSettingException
				|| cause instanceof BindException || cause instanceof UnreadableFileException
				|| cause instanceof NotTheApiException || cause instanceof DirectoryRefusedException
				|| cause instanceof ForeignStateException || cause instanceof ReportsUnwritableException
				|| cause instanceof UnusableInboxException || cause instanceof UnwritableTemporaryFilesException
				|| cause instanceof NotUndoableException || cause instanceof NothingVisibleException
				|| cause instanceof UnusablePortException || cause instanceof UnknownNameException;
		return mistake ? ExitCode.USAGE : null;
	}

	/**
	 * Failures without a message of their own: a file that vanished between two looks at
	 * it, a disk or a database that fails.
	 */
	private static @Nullable ExitCode ofTheMachine(Throwable cause) {
		if (cause instanceof NoSuchFileException || cause instanceof AccessDeniedException
				|| cause instanceof NotDirectoryException || cause instanceof InvalidPathException) {
			return ExitCode.USAGE;
		}
		boolean machine = cause instanceof IOException || cause instanceof DataAccessException
				|| cause instanceof TransactionException;
		return machine ? ExitCode.STOPPED : null;
	}

}

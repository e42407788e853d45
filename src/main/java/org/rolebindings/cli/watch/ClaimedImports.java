package org.rolebindings.cli.watch;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.EndMetrics;
import org.rolebindings.cli.app.ImportApplication;
import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.ResultPrinter;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.csv.source.FileChangedException;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.inbox.ClaimedFile;
import org.rolebindings.inbox.FileImporter;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.job.names.DirectoryRefusedException;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.Importer;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/**
 * Imports one claimed file after the other, each in an application of its own. So the
 * state is locked only during an import, and no import affects the next one.
 */
public final class ClaimedImports implements FileImporter {

	private final Settings settings;

	private final MetricsFileProperties metricsFile;

	private final Application.Shared shared;

	private final Consumer<ImportResult> results;

	private final Messages messages;

	private final List<String> command;

	private @Nullable StopReason stopped;

	private @Nullable StopSwitch current;

	/**
	 * Prepares the imports.
	 * @param command the words of the command that goes on with what stops
	 */
	public ClaimedImports(Settings settings, Application.Shared shared, Consumer<ImportResult> results,
			Messages messages, List<String> command) {
		this.settings = settings;
		this.metricsFile = settings.bind(MetricsFileProperties.class);
		this.shared = shared;
		this.results = results;
		this.messages = messages;
		this.command = command;
	}

	/** Stops the running import, and each that begins later. */
	public synchronized void stop(StopReason reason) {
		this.stopped = reason;
		if (this.current != null) {
			this.current.stop(reason);
		}
	}

	private synchronized void begins(StopSwitch stop) {
		this.current = stop;
		if (this.stopped != null) {
			stop.stop(this.stopped);
		}
	}

	private synchronized void ends() {
		this.current = null;
	}

	@Override
	public FileOutcome importFile(ClaimedFile file, FileImporter.Filing filing) throws IOException {
		EndMetrics metrics = new EndMetrics(this.metricsFile, this.messages, Clock.systemUTC());
		Application application;
		try {
			application = Application.start(ImportApplication.class, this.settings, this.messages, this.shared);
		}
		catch (RuntimeException ex) {
			// The file is not the reason
			metrics.write(Failures.exitCode(ex).code());
			return new FileOutcome(FileOutcome.Fate.WAIT, null, sentence(ex), FailureCauses.of(ex));
		}
		try (application) {
			begins(application.get(StopSwitch.class));
			FileOutcome outcome = outcome(file, application, metrics);
			boolean over = outcome.fate() == FileOutcome.Fate.DONE || outcome.fate() == FileOutcome.Fate.FAILED;
			if (over && filing.file(outcome)) {
				application.get(Importer.class).filed(file.claim());
			}
			return outcome;
		}
		catch (RuntimeException ex) {
			return new FileOutcome(FileOutcome.Fate.WAIT, null, sentence(ex));
		}
		finally {
			ends();
		}
	}

	private FileOutcome outcome(ClaimedFile file, Application application, EndMetrics metrics) {
		try {
			String unused = application.get(ImportProperties.class).mapDigest();
		}
		catch (UnreadableFileException ex) {
			// The map is wrong, not the file
			metrics.write(Failures.exitCode(ex).code());
			return new FileOutcome(FileOutcome.Fate.WAIT, null, Failures.sentence(ex));
		}
		try {
			InputFile input = new InputFile(InputFile.of(file.path()).path(), file.name());
			ImportResult result = application.get(Importer.class).runClaimed(input, file.claim(), this.command);
			application.get(ConsoleProgress.class).close();
			this.results.accept(result);
			metrics.reported(result.reports().summary(), application);
			metrics.write(ResultPrinter.exitCode(result.reports().summary()).code());
			return outcome(result);
		}
		catch (RuntimeException ex) {
			metrics.write(Failures.exitCode(ex).code());
			return failed(ex, application.get(Importer.class), file.claim());
		}
	}

	private static FileOutcome outcome(ImportResult result) {
		RunSummary summary = result.reports().summary();
		StopReason stopped = result.stopped();
		String sentence = (stopped != null) ? stopped.message() : "";
		if (stopped != null && !stopped.isLimit()) {
			return new FileOutcome(FileOutcome.Fate.WAIT, summary.run(), sentence, FailureCauses.of(stopped));
		}
		boolean completed = ResultPrinter.exitCode(summary) == ExitCode.SUCCESS
				|| ResultPrinter.exitCode(summary) == ExitCode.ROWS_FAILED;
		if (completed) {
			return new FileOutcome(FileOutcome.Fate.DONE, summary.run(), sentence);
		}
		// A watcher that was killed has not filed the file of a run that had ended
		return new FileOutcome(FileOutcome.Fate.FAILED, summary.run(),
				(stopped != null) ? sentence : "its run " + summary.run() + " has failed already.");
	}

	private FileOutcome failed(RuntimeException failure, Importer importer, String claim) {
		Throwable known = Failures.known(failure);
		if (known instanceof FileChangedException || known instanceof InaccessibleFileException) {
			return new FileOutcome(FileOutcome.Fate.AGAIN, null, Failures.sentence(known));
		}
		if (known instanceof DirectoryRefusedException) {
			return new FileOutcome(FileOutcome.Fate.FAILED, importer.runOf(claim), Failures.sentence(known));
		}
		boolean causedByFile = known == null || known instanceof UnreadableFileException;
		return new FileOutcome(causedByFile ? FileOutcome.Fate.FAILED : FileOutcome.Fate.WAIT, null, sentence(failure),
				FailureCauses.of(failure));
	}

	/** A known failure is one line; a defect is printed in full. */
	private String sentence(RuntimeException failure) {
		Throwable known = Failures.known(failure);
		if (known != null) {
			return Failures.sentence(known);
		}
		int unused = Failures.tell(failure, this.messages);
		return FailurePrinter.DEFECT;
	}

}

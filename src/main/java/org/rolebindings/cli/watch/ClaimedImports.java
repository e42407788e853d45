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
import org.rolebindings.inbox.Ending;
import org.rolebindings.inbox.FileImporter;
import org.rolebindings.inbox.Filing;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.Importer;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/**
 * Imports one claimed file after the other, each in an application of its own: the state
 * is held no longer than that, and nothing is left of an import for the next.
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

	/** Stops the import that goes on, and each that begins after that. */
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
	public Ending importFile(ClaimedFile file, Filing filing) throws IOException {
		EndMetrics metrics = new EndMetrics(this.metricsFile, this.messages, Clock.systemUTC());
		Application application;
		try {
			application = Application.start(ImportApplication.class, this.settings, this.messages, this.shared);
		}
		catch (RuntimeException ex) {
			// The file has no part in it
			metrics.write(Failures.exitCode(ex).code());
			return new Ending(Ending.Fate.WAIT, null, sentence(ex), Causes.of(ex));
		}
		try (application) {
			begins(application.get(StopSwitch.class));
			Ending ending = ending(file, application, metrics);
			boolean over = ending.fate() == Ending.Fate.DONE || ending.fate() == Ending.Fate.FAILED;
			if (over && filing.file(ending)) {
				application.get(Importer.class).filed(file.claim());
			}
			return ending;
		}
		catch (RuntimeException ex) {
			return new Ending(Ending.Fate.WAIT, null, sentence(ex));
		}
		finally {
			ends();
		}
	}

	private Ending ending(ClaimedFile file, Application application, EndMetrics metrics) {
		try {
			InputFile input = new InputFile(InputFile.of(file.path()).path(), file.name());
			ImportResult result = application.get(Importer.class).runClaimed(input, file.claim(), this.command);
			application.get(ConsoleProgress.class).close();
			this.results.accept(result);
			metrics.reported(result.reports().summary());
			metrics.write(ResultPrinter.exitCode(result.reports().summary()).code());
			return ending(result);
		}
		catch (RuntimeException ex) {
			metrics.write(Failures.exitCode(ex).code());
			return failed(ex);
		}
	}

	private static Ending ending(ImportResult result) {
		RunSummary summary = result.reports().summary();
		StopReason stopped = result.stopped();
		String sentence = (stopped != null) ? stopped.message() : "";
		if (stopped != null && !stopped.isLimit()) {
			return new Ending(Ending.Fate.WAIT, summary.run(), sentence, Causes.of(stopped));
		}
		boolean completed = ResultPrinter.exitCode(summary) == ExitCode.SUCCESS
				|| ResultPrinter.exitCode(summary) == ExitCode.ROWS_FAILED;
		return new Ending(completed ? Ending.Fate.DONE : Ending.Fate.FAILED, summary.run(), sentence);
	}

	private Ending failed(RuntimeException failure) {
		Throwable known = Failures.known(failure);
		if (known instanceof FileChangedException || known instanceof InaccessibleFileException) {
			return new Ending(Ending.Fate.AGAIN, null, Failures.sentence(known));
		}
		boolean theFilesFault = known == null || known instanceof UnreadableFileException;
		return new Ending(theFilesFault ? Ending.Fate.FAILED : Ending.Fate.WAIT, null, sentence(failure),
				Causes.of(failure));
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

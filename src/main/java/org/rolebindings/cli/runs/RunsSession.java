package org.rolebindings.cli.runs;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.RunsApplication;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.report.RunReports;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateHealth;
import org.rolebindings.store.StateHold;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine.Model.CommandSpec;

import org.springframework.dao.DataAccessException;

/**
 * Holds the state while a command looks at its runs. It needs no key, sends nothing, and
 * makes no state.
 */
public final class RunsSession {

	/** The options that name where the runs are. */
	private static final List<String> DATABASE = List.of("--state", "--database-url");

	private final CommandSpec spec;

	private final Messages messages;

	public RunsSession(CommandSpec spec, Messages messages) {
		this.spec = spec;
		this.messages = messages;
	}

	/**
	 * Does something with the runs.
	 * @param action is given the application with ledger and reports, and a printer
	 * @return the exit code
	 */
	public int run(BiConsumer<Application, RunsPrinter> action) {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		settings.check(CliProperties.class, ImportProperties.class, StoreProperties.class, ReportProperties.class);
		FailurePrinter failures = FailurePrinter.of(settings, this.messages);
		NextCommand next = new NextCommand(this.spec);
		try (SignalStop signals = SignalStop
			.install((code) -> failures.printStopped("Stopped by a signal.", code, next.again()))) {
			try {
				open(settings, action);
				return ExitCode.SUCCESS.code();
			}
			catch (RuntimeException ex) {
				int exitCode = signals.exitCode(Failures.exitCode(ex).code());
				failures.print(ex, exitCode, next.after(ex));
				return exitCode;
			}
		}
	}

	private void open(Settings settings, BiConsumer<Application, RunsPrinter> action) {
		try (Application application = RunsApplication.start(settings, this.messages)) {
			try {
				action.accept(application, printer(application, settings));
			}
			catch (DataAccessException ex) {
				StateHealth health = application.get(StateHealth.class);
				throw health.isDamaged(ex) ? new ForeignStateException(health.describe(ex)) : ex;
			}
		}
	}

	/** The option that names where the runs are, as it was given. */
	private List<String> state() {
		List<String> words = new ArrayList<>();
		for (String option : DATABASE) {
			String value = this.spec.commandLine().getParseResult().matchedOptionValue(option, null);
			if (value != null) {
				words.addAll(List.of(option, value));
			}
		}
		return words;
	}

	private RunsPrinter printer(Application application, Settings settings) {
		TakeUp takeUp = new TakeUp(application.get(RunLedger.class), application.get(RowLedger.class),
				settings.bind(ImportProperties.class), state(), Clock.systemUTC().instant());
		TakenBack takenBack = new TakenBack(application.get(RunLedger.class), application.get(RemovalLedger.class));
		WorkerLedger workers = application.find(WorkerLedger.class).orElse(null);
		RunsPrinter.Processes processes = new RunsPrinter.Processes(application.get(StateHold.class).runsOfOthers(),
				(run) -> (workers != null) ? workers.of(run) : List.of());
		return new RunsPrinter(System.out, application.get(RunReports.class), takeUp, takenBack, processes,
				application.get(CliProperties.class).output() == CliProperties.Output.JSON);
	}

}

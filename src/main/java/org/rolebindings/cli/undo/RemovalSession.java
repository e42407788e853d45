package org.rolebindings.cli.undo;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.EndMetrics;
import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.console.ResultPrinter;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.undo.Confirmation;
import org.rolebindings.stop.StopSwitch;

/** Asks first, has bindings taken back, and prints the result. */
public final class RemovalSession {

	private final Application application;

	private final Messages messages;

	private final SignalStop signals;

	private final EndMetrics metrics;

	private final NextCommand next;

	/**
	 * Begins.
	 * @param application has the work
	 * @param messages prints messages
	 * @param signals stops the work
	 * @param metrics receives the summary
	 * @param next knows the command to run next
	 */
	public RemovalSession(Application application, Messages messages, SignalStop signals, EndMetrics metrics,
			NextCommand next) {
		this.application = application;
		this.messages = messages;
		this.signals = signals;
		this.metrics = metrics;
		this.next = next;
		signals.stopping(application.get(StopSwitch.class)::stop);
	}

	/**
	 * Does the work, and prints its result.
	 * @param yes whether nobody is asked
	 * @param work takes bindings back
	 * @return the exit code
	 */
	public int run(boolean yes, Function<Confirmation, ImportResult> work) {
		return print(work.apply(confirmation(yes)));
	}

	/**
	 * Does the work if there is any, and prints its result.
	 * @param yes whether nobody is asked
	 * @param work takes bindings back; empty if there are none
	 * @param nothing says so
	 * @return the exit code
	 */
	public int runIfAny(boolean yes, Function<Confirmation, Optional<ImportResult>> work, Supplier<String> nothing) {
		Optional<ImportResult> result = work.apply(confirmation(yes));
		if (result.isPresent()) {
			return print(result.get());
		}
		this.application.get(ConsoleProgress.class).close();
		new FailurePrinter(System.out, this.messages, this.application.get(CliProperties.class).output())
			.printNothingToDo(nothing.get());
		return ExitCode.SUCCESS.code();
	}

	private Confirmation confirmation(boolean yes) {
		return new AskedFirst(yes, this.messages, this.application.get(StopSwitch.class));
	}

	private int print(ImportResult result) {
		this.metrics.reported(result.reports().summary(), this.application);
		this.application.get(ConsoleProgress.class).close();
		int exitCode = this.signals.exitCode(ResultPrinter.exitCode(result.reports().summary()).code());
		new ResultPrinter(System.out, this.messages, this.application.get(CliProperties.class), this.next)
			.printImport(result, exitCode);
		return exitCode;
	}

}

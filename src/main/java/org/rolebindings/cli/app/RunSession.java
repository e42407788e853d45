package org.rolebindings.cli.app;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;

import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.metrics.MetricsFileProperties;

/**
 * A command that works on a run: tells its failures and its signals, and writes metrics.
 */
public final class RunSession {

	private RunSession() {
	}

	/** What the command does. */
	@FunctionalInterface
	public interface Work {

		/**
		 * Does it.
		 * @param signals stops it
		 * @param metrics receives the summary
		 * @return the exit code
		 * @throws IOException if a file cannot be read or written
		 */
		int run(SignalStop signals, EndMetrics metrics) throws IOException;

	}

	/**
	 * Does the work of a command.
	 * @param next knows the command to run next
	 * @param settings its settings
	 * @param messages prints messages
	 * @param work what it does
	 * @return the exit code
	 */
	public static int call(Supplier<NextCommand> next, Settings settings, Messages messages, Work work) {
		EndMetrics metrics = new EndMetrics(settings.bind(MetricsFileProperties.class), messages, Clock.systemUTC());
		FailurePrinter failures = FailurePrinter.of(settings, messages);
		try (SignalStop signals = SignalStop.install((code) -> {
			metrics.write(code);
			failures.printStopped(SignalStop.NOTHING_SENT, code, next.get().again());
		})) {
			int exitCode;
			try {
				exitCode = work.run(signals, metrics);
			}
			catch (IOException | RuntimeException ex) {
				exitCode = signals.exitCode(Failures.exitCode(ex).code());
				failures.print(ex, exitCode, next.get().after(ex));
			}
			metrics.write(exitCode);
			return exitCode;
		}
	}

}

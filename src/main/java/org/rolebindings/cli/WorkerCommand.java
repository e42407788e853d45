package org.rolebindings.cli;

import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.RemoteSettings;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.cli.worker.WorkerSession;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine.Model.CommandSpec;

/** {@code worker}: posts rows of distributed imports, until it is stopped. */
final class WorkerCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	WorkerCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Takes part in imports, undo runs and revokes with --distributed: posts some of their rows, until it is "
						+ "stopped. It works for the account of its --base-url; the other settings are those of the run.",
				List.of(Options.working(), Options.workersApi(), Options.notes()));
		CommandHelp.ofWorker(this.spec);
	}

	@Override
	public String name() {
		return "worker";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		settings.check(ApiProperties.class, CliProperties.class, StoreProperties.class);
		RemoteSettings.requireForWorker(settings);
		FailurePrinter failures = FailurePrinter.of(settings, this.messages);
		NextCommand next = new NextCommand(this.spec);
		try (SignalStop signals = SignalStop
			.install((code) -> failures.printStopped(SignalStop.NOTHING_SENT, code, next.again()))) {
			try (WorkerSession session = new WorkerSession(settings, this.messages)) {
				signals.stopping(session::stop);
				session.run();
				return signals.exitCode(ExitCode.STOPPED.code());
			}
			catch (RuntimeException ex) {
				int exitCode = signals.exitCode(Failures.exitCode(ex).code());
				failures.print(ex, exitCode, next.after(ex));
				return exitCode;
			}
		}
	}

}

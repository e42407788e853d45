package org.rolebindings.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.ExportApplication;
import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.export.BindingExporter;
import org.rolebindings.job.export.ExportOutput;
import org.rolebindings.job.export.ExportProperties;
import org.rolebindings.job.export.ExportResult;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.stop.StopSwitch;
import picocli.CommandLine.Model.CommandSpec;

/** {@code export}: writes the bindings that the key may read as a CSV. */
final class ExportCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	ExportCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Writes the bindings that the key may read as a CSV that import takes. It sends nothing but GETs, "
						+ "and changes nothing.",
				List.of(Options.exported(), Options.api(), Options.sandbox(), Options.exportOutput()));
		CommandHelp.ofExport(this.spec);
	}

	@Override
	public String name() {
		return "export";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		settings.check(ApiProperties.class, CliProperties.class, ExportProperties.class, OutageProperties.class,
				SandboxProperties.class);
		ExportProperties properties = settings.bind(ExportProperties.class);
		if (settings.hasOption("unnamed") && !properties.columns().hasNames()) {
			throw new InvalidSettingException(
					"--unnamed needs --columns names or both; with ids every binding is in the export.");
		}
		// Standard output is for the CSV, so failures go to standard error only
		FailurePrinter failures = new FailurePrinter(System.out, this.messages, List.of(), Map.of());
		NextCommand next = new NextCommand(this.spec);
		try (SignalStop signals = SignalStop
			.install((code) -> failures.printStopped(SignalStop.NOTHING_SENT, code, next.again()))) {
			try {
				return export(properties, settings, signals);
			}
			catch (RuntimeException ex) {
				int exitCode = signals.exitCode(Failures.exitCode(ex).code());
				failures.print(ex, exitCode, next.after(ex));
				return exitCode;
			}
		}
	}

	private int export(ExportProperties properties, Settings settings, SignalStop signals) {
		// It stays open
		PrintStream standard = System.out;
		try (ExportOutput output = ExportOutput.open(properties, standard);
				Application application = Application.start(ExportApplication.class, settings, this.messages)) {
			signals.stopping(application.get(StopSwitch.class)::stop);
			ExportResult result = application.get(BindingExporter.class).export(output);
			application.get(ConsoleProgress.class).close();
			if (standard.checkError()) {
				return ExitCode.STOPPED.code();
			}
			if (!settings.bind(CliProperties.class).quiet()) {
				ExportNotes.of(result).forEach(this.messages::note);
			}
			return (result.isComplete() ? ExitCode.SUCCESS : ExitCode.ROWS_FAILED).code();
		}
	}

}

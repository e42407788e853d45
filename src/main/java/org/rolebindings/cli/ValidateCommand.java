package org.rolebindings.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.ValidateApplication;
import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.console.ResultPrinter;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.FileArgument;
import org.rolebindings.cli.settings.FileCommands;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.csv.CsvSettings;
import org.rolebindings.job.validate.FileValidator;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.run.ShellText;
import picocli.CommandLine.Model.CommandSpec;

/** {@code validate FILE}: everything that can be checked without the network. */
final class ValidateCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	ValidateCommand(Messages messages) {
		this.messages = messages;
		this.spec = FileCommands.spec(this,
				"Checks everything about a CSV that can be checked without the network, and sends nothing.",
				List.of(Options.file(), Options.output()));
		CommandHelp.ofValidate(this.spec);
	}

	@Override
	public String name() {
		return "validate";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() throws IOException {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		settings.check(CliProperties.class, CsvSettings.class, ReportProperties.class);
		FailurePrinter failures = FailurePrinter.of(settings, this.messages);
		NextCommand next = new NextCommand(this.spec);
		try (SignalStop signals = SignalStop
			.install((code) -> failures.printStopped("Stopped by a signal.", code, next.again()))) {
			try {
				return validate(settings, signals);
			}
			catch (IOException | RuntimeException ex) {
				int exitCode = signals.exitCode(Failures.exitCode(ex).code());
				failures.print(ex, exitCode, next.after(ex));
				return exitCode;
			}
		}
	}

	private int validate(Settings settings, SignalStop signals) throws IOException {
		try (FileArgument file = FileArgument.open(FileCommands.file(this.spec), signals);
				Application application = Application.start(ValidateApplication.class, settings, this.messages)) {
			RunRequest request = new RunRequest(null, new NextCommand(this.spec).takeUp(),
					List.of(ShellText.program()));
			WrittenReports reports = application.get(FileValidator.class).validate(file.file(), request);
			application.get(ConsoleProgress.class).close();
			return new ResultPrinter(System.out, this.messages, application.get(CliProperties.class),
					new NextCommand(this.spec))
				.printValidation(reports);
		}
	}

}

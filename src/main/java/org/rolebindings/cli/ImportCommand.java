package org.rolebindings.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.api.ApiProperties;
import org.rolebindings.api.PatienceProperties;
import org.rolebindings.api.StopSwitch;
import org.rolebindings.job.ImportProperties;
import org.rolebindings.job.ImportResult;
import org.rolebindings.job.Importer;
import org.rolebindings.ledger.LedgerProperties;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import picocli.CommandLine.Model.CommandSpec;

/** {@code import FILE}: puts every row of a file in place. */
final class ImportCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	ImportCommand(Messages messages) {
		this.messages = messages;
		this.spec = FileCommands
			.spec(this, "Puts every row of a CSV in place, and leaves reports from which every row's fate can be read. "
					+ "An import that was broken off goes on where it stopped when the same command is given again.",
					List.of(Options.importing(), Options.importedFile(), Options.api(), Options.sandbox(),
							Options.output()));
	}

	@Override
	public String name() {
		return "import";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() throws IOException {
		Settings settings = settings();
		EndMetrics metrics = new EndMetrics(settings.bind(MetricsFileProperties.class), this.messages,
				Clock.systemUTC());
		try (SignalStop signals = SignalStop.install()) {
			signals.atEarlyEnd(metrics::write);
			try {
				int exitCode = run(settings, signals, metrics);
				metrics.write(signals.exitCode(exitCode));
				return exitCode;
			}
			catch (IOException | RuntimeException ex) {
				metrics.write(signals.exitCode(Failures.exitCode(ex).code()));
				throw ex;
			}
		}
	}

	private Settings settings() {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		settings.check(AgeLimit.class, ApiProperties.class, CliProperties.class, ImportProperties.class,
				LedgerProperties.class, MetricsFileProperties.class, ReportProperties.class, PatienceProperties.class,
				SandboxProperties.class);
		if (FileCommands.file(this.spec).equals(FileArgument.STDIN)) {
			if (settings.has("api-key-file", FileArgument.STDIN)) {
				throw new InvalidSettingException(
						"FILE and --api-key-file are both -, but standard input can only be one of them.");
			}
			if (settings.has("max-age")) {
				throw FileAge.ofStandardInput();
			}
		}
		return settings;
	}

	private int run(Settings settings, SignalStop signals, EndMetrics metrics) throws IOException {
		try (FileArgument file = FileArgument.open(FileCommands.file(this.spec), signals);
				Application application = Application.start(ImportApplication.class, settings, this.messages)) {
			signals.throwing(application.get(StopSwitch.class));
			application.get(FileAge.class).check(file);
			ImportResult result = application.get(Importer.class).run(file.file());
			metrics.reported(result.reports().summary());
			application.get(ConsoleProgress.class).close();
			return new ResultPrinter(System.out, this.messages, application.get(CliProperties.class),
					new NextCommand(this.spec))
				.printImport(result);
		}
	}

}

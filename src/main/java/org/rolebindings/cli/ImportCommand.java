package org.rolebindings.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.EndMetrics;
import org.rolebindings.cli.app.ImportApplication;
import org.rolebindings.cli.app.RunSession;
import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.console.ResultPrinter;
import org.rolebindings.cli.plan.PlanRun;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.AgeLimit;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.FileAge;
import org.rolebindings.cli.settings.FileArgument;
import org.rolebindings.cli.settings.FileCommands;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.RemoteSettings;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.Importer;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine.Model.CommandSpec;

/** {@code import FILE}: puts every row of a file in place. */
final class ImportCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	public ImportCommand(Messages messages) {
		this.messages = messages;
		this.spec = FileCommands.spec(this,
				"Puts every row of a CSV in place, and writes reports that tell what became of each row. "
						+ "If an import was broken off, the same command goes on from there.",
				List.of(Options.importing(), Options.dryRun(), Options.importedFile(), Options.distributing(),
						Options.api(), Options.sandbox(), Options.planOutput()));
		this.spec.addArgGroup(Options.applying());
		CommandHelp.ofImport(this.spec);
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
	public Integer call() {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		if (PlanRun.isDryRun(settings)) {
			return new PlanRun(this.spec, this.messages).call(settings);
		}
		check(settings);
		return RunSession.call(() -> new NextCommand(this.spec), settings, this.messages,
				(signals, metrics) -> run(settings, signals, metrics));
	}

	private void check(Settings settings) {
		RemoteSettings.check(settings);
		settings.check(AgeLimit.class, ApiProperties.class, CliProperties.class, ImportProperties.class,
				StoreProperties.class, MetricsFileProperties.class, ReportProperties.class, OutageProperties.class,
				SandboxProperties.class);
		FileCommands.checkInputs(this.spec, settings);
	}

	private int run(Settings settings, SignalStop signals, EndMetrics metrics) throws IOException {
		try (FileArgument file = FileArgument.open(FileCommands.file(this.spec), signals);
				Application application = Application.start(ImportApplication.class, settings, this.messages)) {
			signals.stopping(application.get(StopSwitch.class)::stop);
			application.get(FileAge.class).check(file);
			ImportResult result = application.get(Importer.class).run(file.file(), new NextCommand(this.spec).takeUp());
			metrics.reported(result.reports().summary(), application);
			application.get(ConsoleProgress.class).close();
			int exitCode = signals.exitCode(ResultPrinter.exitCode(result.reports().summary()).code());
			new ResultPrinter(System.out, this.messages, application.get(CliProperties.class),
					new NextCommand(this.spec))
				.printImport(result, exitCode);
			return exitCode;
		}
	}

}

package org.rolebindings.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.EndMetrics;
import org.rolebindings.cli.app.RunSession;
import org.rolebindings.cli.app.UndoApplication;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
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
import org.rolebindings.cli.undo.RemovalSession;
import org.rolebindings.cli.undo.RemovalSettings;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.undo.RemovalPlanner;
import org.rolebindings.job.undo.Revoking;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine.Model.CommandSpec;

/** {@code revoke FILE}: deletes the bindings that a file lists. */
final class RevokeCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	RevokeCommand(Messages messages) {
		this.messages = messages;
		this.spec = FileCommands.spec(this,
				"Deletes the bindings that a CSV lists, if they are still as it says, and writes reports that tell what "
						+ "became of each row. If a revoke was broken off, the same command goes on from there.",
				List.of(Options.revoking(), Options.importedFile(), Options.distributing(), Options.api(),
						Options.sandbox(), Options.planOutput()));
		CommandHelp.ofRevoke(this.spec);
	}

	@Override
	public String name() {
		return "revoke";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		Settings settings = PlanRun.ofDryRun(Settings.of(this.spec.commandLine().getParseResult()));
		RemoteSettings.check(settings);
		settings.check(AgeLimit.class, ApiProperties.class, CliProperties.class, ImportProperties.class,
				StoreProperties.class, MetricsFileProperties.class, ReportProperties.class, OutageProperties.class,
				SandboxProperties.class, RemovalSettings.class);
		FileCommands.checkInputs(this.spec, settings);
		return RunSession.call(() -> new NextCommand(this.spec), settings, this.messages,
				(signals, metrics) -> run(settings, signals, metrics));
	}

	private int run(Settings settings, SignalStop signals, EndMetrics metrics) throws IOException {
		try (FileArgument file = FileArgument.open(FileCommands.file(this.spec), signals);
				Application application = Application.start(UndoApplication.class, settings, this.messages)) {
			application.get(FileAge.class).check(file);
			NextCommand next = new NextCommand(this.spec);
			RemovalSession session = new RemovalSession(application, this.messages, signals, metrics, next);
			if (settings.bind(RemovalSettings.class).dryRun()) {
				return PlanRun.callRemoval(this.spec, application, next,
						(advisor) -> application.get(RemovalPlanner.class).planRevoke(file.file(), advisor));
			}
			return session.run(settings.bind(RemovalSettings.class).yes(),
					(confirmation) -> application.get(Revoking.class).revoke(file.file(), confirmation, next.takeUp()));
		}
	}

}

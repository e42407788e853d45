package org.rolebindings.cli;

import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.WatchApplication;
import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.RemoteSettings;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.cli.watch.ClaimedImports;
import org.rolebindings.cli.watch.WatchSession;
import org.rolebindings.inbox.InboxProperties;
import org.rolebindings.inbox.Watcher;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.status.StatusProperties;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code watch}: imports each file that is dropped into the inbox, until it is stopped.
 */
final class WatchCommand implements Command, Callable<Integer> {

	/** The settings of the command and of its imports. */
	static final Class<?>[] SETTINGS = { ApiProperties.class, CliProperties.class, ImportProperties.class,
			InboxProperties.class, StoreProperties.class, MetricsFileProperties.class, ReportProperties.class,
			OutageProperties.class, SandboxProperties.class, StatusProperties.class };

	private final Messages messages;

	private final CommandSpec spec;

	WatchCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Imports each CSV that is dropped into the inbox folder, until it is stopped. It moves each file to "
						+ "done/ or failed/ in that folder. Write a file under another name, like x.csv.part, and then "
						+ "rename it.",
				List.of(Options.inbox(), Options.importing(), Options.file(), Options.distributing(), Options.api(),
						Options.sandbox(), Options.output()));
		CommandHelp.ofWatch(this.spec);
	}

	@Override
	public String name() {
		return "watch";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		if (settings.has("plan")) {
			throw new InvalidSettingException(
					"--plan is set, but a watch applies no plan; give --plan to the command import.");
		}
		RemoteSettings.check(settings);
		settings.check(SETTINGS);
		if (settings.has("dry-run", "true")) {
			throw new InvalidSettingException(
					"--dry-run is set, but a watch imports; plan the files with the command plan.");
		}
		// A map that is wrong now would keep all files waiting
		String unused = settings.bind(ImportProperties.class).mapDigest();
		FailurePrinter failures = FailurePrinter.of(settings, this.messages);
		NextCommand next = new NextCommand(this.spec);
		try (SignalStop signals = SignalStop
			.install((code) -> failures.printStopped(SignalStop.NOTHING_SENT, code, next.again()));
				Application application = Application.start(WatchApplication.class, settings, this.messages);
				WatchSession session = WatchSession.start(application, this.messages)) {
			ClaimedImports imports = new ClaimedImports(settings, session.shared(), session::result, this.messages,
					next.takeUp());
			Watcher watcher = new Watcher(application.get(InboxProperties.class), imports, session.listener());
			signals.stopping((reason) -> {
				watcher.stop();
				imports.stop(reason);
			});
			watcher.run();
			return ExitCode.SUCCESS.code();
		}
	}

}

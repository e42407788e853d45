package org.rolebindings.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.rolebindings.api.ApiProperties;
import org.rolebindings.api.PatienceProperties;
import org.rolebindings.inbox.InboxProperties;
import org.rolebindings.inbox.Watcher;
import org.rolebindings.job.ImportProperties;
import org.rolebindings.ledger.LedgerProperties;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code watch}: imports each file that is dropped into the inbox, until it is stopped.
 */
final class WatchCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	WatchCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Imports each CSV that is dropped into the inbox folder, until it is stopped. What has been imported is "
						+ "moved to done/ or failed/ in it. Deliver a file under another name, like x.csv.part, and "
						+ "rename it.",
				List.of(Options.inbox(), Options.importing(), Options.file(), Options.api(), Options.sandbox(),
						Options.output()));
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
		settings.check(ApiProperties.class, CliProperties.class, ImportProperties.class, InboxProperties.class,
				LedgerProperties.class, MetricsFileProperties.class, ReportProperties.class, PatienceProperties.class,
				SandboxProperties.class);
		try (SignalStop signals = SignalStop.install();
				Application application = Application.start(WatchApplication.class, settings, this.messages)) {
			WatchPrinter printer = new WatchPrinter(System.out, this.messages, application.get(CliProperties.class));
			ClaimedImports imports = new ClaimedImports(settings, shared(application), printer, this.messages);
			Watcher watcher = new Watcher(application.get(InboxProperties.class), imports, printer);
			signals.stopping((reason) -> {
				watcher.stop();
				imports.stop(reason);
			});
			watcher.run();
			return ExitCode.SUCCESS.code();
		}
	}

	/** What all imports have in common: the key, and the sandbox with its state. */
	private static Application.Shared shared(Application application) {
		List<Object> beans = new ArrayList<>();
		beans.add(application.get(WatchedKey.class));
		if (!application.get(CliProperties.class).sandbox()) {
			return new Application.Shared(null, beans);
		}
		beans.add(application.get(SandboxServer.class));
		Path state = application.get(LedgerProperties.class).state();
		return new Application.Shared(state, beans);
	}

}

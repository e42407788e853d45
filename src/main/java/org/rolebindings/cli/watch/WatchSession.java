package org.rolebindings.cli.watch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.key.KeyProbe;
import org.rolebindings.cli.key.WatchedKey;
import org.rolebindings.cli.process.Version;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.inbox.Backlog;
import org.rolebindings.inbox.CompositeWatchListener;
import org.rolebindings.inbox.InboxProperties;
import org.rolebindings.inbox.WatchListener;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.status.ApiProbe;
import org.rolebindings.status.StatusProperties;
import org.rolebindings.status.StatusServer;
import org.rolebindings.status.model.WatchStatus;
import org.rolebindings.store.StoreProperties;

import org.springframework.boot.info.BuildProperties;

/**
 * What listens to a watcher: the terminal, and the status page if it is served.
 */
public final class WatchSession implements AutoCloseable {

	private final Application application;

	private final WatchPrinter printer;

	private final @Nullable WatchStatus status;

	private final @Nullable StatusServer server;

	private WatchSession(Application application, WatchPrinter printer, @Nullable WatchStatus status,
			@Nullable StatusServer server) {
		this.application = application;
		this.printer = printer;
		this.status = status;
		this.server = server;
	}

	/**
	 * Starts a session, and serves the status if a port is set.
	 * @param application the application of {@code watch}, without the imports
	 * @param messages prints the messages
	 * @throws org.rolebindings.status.UnusablePortException if it cannot be served
	 */
	public static WatchSession start(Application application, Messages messages) {
		WatchPrinter printer = new WatchPrinter(System.out, messages, application.get(CliProperties.class));
		URI target = target(application);
		Integer port = application.get(StatusProperties.class).httpPort();
		if (port == null) {
			printer.target(target);
			return new WatchSession(application, printer, null, null);
		}
		WatchStatus status = new WatchStatus(Clock.systemUTC());
		status.started(target.toString(), new Version().getVersion()[0]);
		StatusServer server = StatusServer.start(port, status, new Backlog(application.get(InboxProperties.class)),
				probe(application, printer));
		printer.target(target);
		printer.serving(server.address());
		return new WatchSession(application, printer, status, server);
	}

	private static URI target(Application application) {
		return application.get(CliProperties.class).sandbox() ? application.get(SandboxServer.class).baseUrl()
				: application.get(ApiProperties.class).target();
	}

	/** A sandbox takes any key. */
	private static ApiProbe probe(Application application, WatchPrinter printer) {
		return application.get(CliProperties.class).sandbox() ? (meanwhile) -> null
				: new KeyProbe(application.get(ApiProperties.class), application.get(OutageProperties.class),
						application.get(BuildProperties.class), application.get(WatchedKey.class), printer::say);
	}

	/** What all imports share: the key, the sandbox with its state, the status. */
	public Application.Shared shared() {
		List<Object> beans = new ArrayList<>();
		beans.add(this.application.get(WatchedKey.class));
		if (this.status != null) {
			beans.add(this.status.imports());
		}
		if (!this.application.get(CliProperties.class).sandbox()) {
			return new Application.Shared(null, beans);
		}
		beans.add(this.application.get(SandboxServer.class));
		Path state = this.application.get(StoreProperties.class).state();
		return new Application.Shared(state, beans);
	}

	public WatchListener listener() {
		return (this.status != null) ? new CompositeWatchListener(List.of(this.printer, this.status)) : this.printer;
	}

	/** Reports the result of a run. */
	public void result(ImportResult result) {
		this.printer.result(result);
		if (this.status != null) {
			this.status.result(result);
		}
	}

	@Override
	public void close() {
		if (this.server != null) {
			this.server.close();
		}
	}

}

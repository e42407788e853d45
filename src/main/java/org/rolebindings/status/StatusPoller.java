package org.rolebindings.status;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.rolebindings.inbox.Backlog;
import org.rolebindings.status.model.WatchStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scans the inbox and probes the API again and again, on daemon threads. */
final class StatusPoller implements AutoCloseable {

	private static final Logger LOGGER = LoggerFactory.getLogger(StatusPoller.class);

	private static final long MILLIS = 500;

	private final ScheduledExecutorService threads = new ScheduledThreadPoolExecutor(2, (task) -> {
		Thread thread = new Thread(task, "status");
		thread.setDaemon(true);
		return thread;
	});

	private StatusPoller() {
	}

	static StatusPoller begin(WatchStatus status, Backlog backlog, IdleProbe probe) {
		StatusPoller poller = new StatusPoller();
		poller.every(() -> scan(status, backlog));
		poller.every(probe::askIfDue);
		return poller;
	}

	private void every(Runnable task) {
		var unused = this.threads.scheduleWithFixedDelay(() -> safely(task), 0, MILLIS, TimeUnit.MILLISECONDS);
	}

	/** An exception would end all further polls silently. */
	private static void safely(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			LOGGER.warn("The status could not be updated", ex);
		}
	}

	/** Before the watcher has locked the inbox, the folder may not exist. */
	private static void scan(WatchStatus status, Backlog backlog) {
		if (status.inbox() != null) {
			WatchStatus.Current current = status.current();
			status.inboxScanned(backlog.snapshot((current != null) ? current.file() : null));
		}
	}

	@Override
	public void close() {
		this.threads.shutdown();
	}

}

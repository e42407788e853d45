package org.rolebindings.status;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.rolebindings.inbox.Backlog;
import org.rolebindings.status.model.WatchStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes and looks, again and again, on threads that keep nobody from ending. */
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
		poller.every(() -> look(status, backlog));
		poller.every(probe::askIfDue);
		return poller;
	}

	private void every(Runnable look) {
		var unused = this.threads.scheduleWithFixedDelay(() -> safely(look), 0, MILLIS, TimeUnit.MILLISECONDS);
	}

	/** What is thrown would end all further polls without a word. */
	private static void safely(Runnable look) {
		try {
			look.run();
		}
		catch (RuntimeException | Error ex) {
			LOGGER.warn("The status could not be updated", ex);
		}
	}

	/** Before the watcher holds the inbox, it need not even be there. */
	private static void look(WatchStatus status, Backlog backlog) {
		if (status.inbox() != null) {
			WatchStatus.Current current = status.current();
			status.looked(backlog.look((current != null) ? current.file() : null));
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}

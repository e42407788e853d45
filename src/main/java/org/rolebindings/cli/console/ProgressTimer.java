package org.rolebindings.cli.console;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.support.TaskUtils;

/** Runs a task again and again on a daemon thread, until it is closed. */
final class ProgressTimer implements AutoCloseable {

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "progress");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Starts to run a task. If the task throws an exception, that is logged, and the next
	 * run takes place all the same.
	 * @param task the task
	 * @param delayMillis the time until the first run
	 * @param periodMillis the time between the starts of two runs
	 */
	void start(Runnable task, long delayMillis, long periodMillis) {
		Runnable safe = TaskUtils.decorateTaskWithErrorHandler(task, TaskUtils.LOG_AND_SUPPRESS_ERROR_HANDLER, true);
		var unused = this.thread.scheduleAtFixedRate(safe, delayMillis, periodMillis, TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.thread.shutdown();
	}

}

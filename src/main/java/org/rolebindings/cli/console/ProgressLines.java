package org.rolebindings.cli.console;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.binding.Wording;

import org.springframework.scheduling.support.TaskUtils;

/** A line every ten seconds, for a log. */
final class ProgressLines implements ProgressDisplay {

	private static final long PERIOD_SECONDS = 10;

	private final Messages messages;

	private final Supplier<Duration> pause;

	private final Supplier<@Nullable Outage> outage;

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "progress");
		thread.setDaemon(true);
		return thread;
	});

	private volatile Phase phase = new Phase("Starting", -1, 0);

	private volatile long done;

	private volatile long failures;

	private record Phase(String name, long rows, long startedAt) {
	}

	ProgressLines(Messages messages, Supplier<Duration> pause, Supplier<@Nullable Outage> outage) {
		this.messages = messages;
		this.pause = pause;
		this.outage = outage;
		// What it throws would end all further lines without a word
		Runnable safe = TaskUtils.decorateTaskWithErrorHandler(this::print, TaskUtils.LOG_AND_SUPPRESS_ERROR_HANDLER,
				true);
		var unused = this.clock.scheduleAtFixedRate(safe, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void begin(String name, long rows) {
		this.done = 0;
		this.phase = new Phase(name, rows, System.nanoTime());
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
	public void advance() {
		this.done++;
	}

	@Override
	public void failures(long count) {
		this.failures = count;
	}

	private void print() {
		this.messages.note(line(System.nanoTime()));
	}

	/** What there is to say at a moment of {@link System#nanoTime()}. */
	String line(long now) {
		Phase at = this.phase;
		long rows = this.done;
		double seconds = (now - at.startedAt()) / 1e9;
		double rate = (seconds > 0) ? rows / seconds : 0;
		Outage away = this.outage.get();
		StringBuilder line = new StringBuilder(at.name());
		if (rows > 0) {
			line.append(": ").append(Wording.of(rows));
			if (at.rows() >= 0) {
				line.append(" of ").append(Wording.of(at.rows()));
			}
			line.append(" rows");
			if (away == null) {
				line.append(", ").append(Wording.ofRate(rate)).append(" rows/s");
			}
			if (away == null && at.rows() > rows && rate > 0) {
				Duration left = Duration.ofSeconds(Math.round((at.rows() - rows) / rate));
				line.append(", about ").append(Wording.of(left)).append(" left");
			}
		}
		if (this.failures > 0) {
			line.append(", ").append(Wording.of(this.failures)).append(" failed so far");
		}
		if (away != null) {
			line.append("; ").append(away.describe());
		}
		Duration wait = this.pause.get();
		if (!wait.isZero()) {
			line.append("; the server has asked for a pause, ").append(wait.toSeconds() + 1).append(" s to go");
		}
		return line.toString();
	}

	@Override
	public void close() {
		this.clock.shutdown();
	}

}

package org.rolebindings.cli.console;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.binding.Wording;

/** A line every ten seconds, for a log. */
final class ProgressLines implements ProgressDisplay {

	private static final long PERIOD_MILLIS = 10_000;

	private final Messages messages;

	private final Supplier<Duration> pause;

	private final Supplier<@Nullable Outage> outage;

	private final ProgressTimer timer = new ProgressTimer();

	private volatile Phase phase = new Phase("Starting", -1, 0);

	private volatile long done;

	private volatile long failures;

	/** -1 if this process does the phase itself. */
	private volatile long workers = -1;

	private record Phase(String name, long rows, long startedAt) {
	}

	ProgressLines(Messages messages, Supplier<Duration> pause, Supplier<@Nullable Outage> outage) {
		this.messages = messages;
		this.pause = pause;
		this.outage = outage;
		this.timer.start(this::print, PERIOD_MILLIS, PERIOD_MILLIS);
	}

	@Override
	public void begin(String name, long rows) {
		this.done = 0;
		this.workers = -1;
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

	@Override
	public void workers(long atWork) {
		this.workers = atWork;
	}

	private void print() {
		this.messages.note(line(System.nanoTime()));
	}

	/** The line at a time of {@link System#nanoTime()}. */
	String line(long now) {
		Phase at = this.phase;
		long rows = this.done;
		double seconds = (now - at.startedAt()) / 1e9;
		double rate = (seconds > 0) ? rows / seconds : 0;
		Outage away = this.outage.get();
		long atWork = this.workers;
		boolean goesOn = away == null && atWork != 0;
		StringBuilder line = new StringBuilder(at.name());
		if (rows > 0) {
			line.append(": ").append(Wording.of(rows));
			if (at.rows() >= 0) {
				line.append(" of ").append(Wording.of(at.rows()));
			}
			line.append(" rows");
			if (goesOn) {
				line.append(", ").append(Wording.ofRate(rate)).append(" rows/s");
			}
			if (goesOn && at.rows() > rows && rate > 0) {
				Duration left = Duration.ofSeconds(Math.round((at.rows() - rows) / rate));
				line.append(", about ").append(Wording.of(left)).append(" left");
			}
		}
		if (atWork >= 0) {
			line.append(", ").append(ProgressBar.workers(atWork));
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
		this.timer.close();
	}

}

package org.rolebindings.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.binding.Wording;
import org.rolebindings.cli.process.Signals;
import org.rolebindings.cli.process.Terminal;

/**
 * A bar with rows done, rate, time left and failures so far, for a terminal. It is
 * cleared when its phase ends.
 */
final class ProgressBarDisplay implements ProgressDisplay {

	private static final String CLEAR_LINE = "\r\u001B[2K";

	private static final int MOST_COLUMNS = 110;

	private static final int REDRAW_MILLIS = 250;

	private final PrintStream err;

	private final Supplier<Duration> pause;

	private final Supplier<@Nullable Outage> outage;

	private final ProgressTimer timer = new ProgressTimer();

	private @Nullable Phase phase;

	private volatile long done;

	private volatile long failures;

	/** -1 if this process does the phase itself. */
	private volatile long workers = -1;

	private volatile boolean resized = true;

	private int columns;

	private record Phase(String name, long rows, long startedAt) {
	}

	ProgressBarDisplay(PrintStream err, Supplier<Duration> pause, Supplier<@Nullable Outage> outage) {
		this.err = err;
		this.pause = pause;
		this.outage = outage;
		Signals.onResize(() -> this.resized = true);
		this.timer.start(this::redraw, 0, REDRAW_MILLIS);
	}

	@Override
	public void begin(String name, long rows) {
		show(new Phase(name, rows, System.nanoTime()));
	}

	private synchronized void show(@Nullable Phase next) {
		clear();
		this.done = 0;
		this.workers = -1;
		this.phase = next;
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

	@Override
	public synchronized void above(Runnable print) {
		clear();
		print.run();
	}

	private void redraw() {
		if (this.resized) {
			this.resized = false;
			int now = Math.min(MOST_COLUMNS, Terminal.columns());
			setColumns(now);
		}
		draw();
	}

	private synchronized void setColumns(int now) {
		this.columns = now;
	}

	/** Draws nothing before the width is known, so that the first bar fits too. */
	private synchronized void draw() {
		if (this.phase != null && this.columns > 0) {
			this.err.print(CLEAR_LINE + line(this.columns));
		}
	}

	/** The bar in so many columns; empty between phases. */
	synchronized String line(int width) {
		Phase shown = this.phase;
		if (shown == null) {
			return "";
		}
		Outage away = this.outage.get();
		// The speed after an outage, or without workers, is unknown
		Duration elapsed = (away != null || this.workers == 0) ? Duration.ZERO
				: Duration.ofNanos(System.nanoTime() - shown.startedAt());
		return new ProgressBar(shown.name(), shown.rows(), this.done, elapsed, this.workers, notice(away)).line(width);
	}

	private String notice(@Nullable Outage away) {
		Duration wait = this.pause.get();
		return Stream
			.of((away != null) ? away.brief() : "",
					wait.isZero() ? "" : "server asks to wait: " + (wait.toSeconds() + 1) + " s",
					(this.failures > 0) ? Wording.of(this.failures) + " failed" : "")
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining(", "));
	}

	private void clear() {
		if (this.phase != null) {
			this.err.print(CLEAR_LINE);
		}
	}

	@Override
	public void close() {
		this.timer.close();
		show(null);
	}

}

package org.rolebindings.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.rolebindings.api.Outage;

/** A bar with rows done, rate, time left and failures so far, for a terminal. */
final class ProgressBarDisplay implements ProgressDisplay {

	private static final String CLEAR_LINE = "\r\u001B[2K";

	private static final int WIDTH = 110;

	private static final int REDRAW_MILLIS = 250;

	private final PrintStream err;

	private final Supplier<Duration> pause;

	private final Supplier<@Nullable Outage> outage;

	private volatile @Nullable ProgressBar bar;

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "progress");
		thread.setDaemon(true);
		return thread;
	});

	private volatile long failures;

	ProgressBarDisplay(PrintStream err, Supplier<Duration> pause, Supplier<@Nullable Outage> outage) {
		this.err = err;
		this.pause = pause;
		this.outage = outage;
		var unused = this.clock.scheduleAtFixedRate(this::note, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
	}

	@Override
	public void begin(String phase, long rows) {
		endPhase();
		this.bar = new ProgressBarBuilder().setTaskName(phase)
			.setInitialMax(rows)
			.setUnit(" rows", 1)
			.setStyle(ProgressBarStyle.ASCII)
			.setUpdateIntervalMillis(REDRAW_MILLIS)
			.setMaxRenderedLength(WIDTH)
			.setConsumer(new ConsoleProgressBarConsumer(this.err))
			.showSpeed()
			.build();
	}

	@Override
	public void advance() {
		ProgressBar running = this.bar;
		if (running != null) {
			running.step();
		}
	}

	@Override
	public void failures(long count) {
		this.failures = count;
	}

	private void note() {
		ProgressBar running = this.bar;
		if (running != null) {
			Duration wait = this.pause.get();
			Outage away = this.outage.get();
			running.setExtraMessage(((away != null) ? " " + away.brief() : "")
					+ ((this.failures > 0) ? " " + this.failures + " failed" : "")
					+ (wait.isZero() ? "" : " server asks to wait: " + (wait.toSeconds() + 1) + " s"));
		}
	}

	@Override
	public void above(Runnable print) {
		if (this.bar != null) {
			this.err.print(CLEAR_LINE);
		}
		print.run();
	}

	private void endPhase() {
		ProgressBar running = this.bar;
		if (running != null) {
			running.close();
			this.bar = null;
		}
	}

	@Override
	public void close() {
		this.clock.shutdown();
		endPhase();
	}

}

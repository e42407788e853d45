package org.rolebindings.cli.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.stop.StopReason;

import org.springframework.util.FileSystemUtils;

/**
 * Stops a command in order on SIGINT and SIGTERM. Once there is something to stop, the
 * end of the JVM waits until the command has stored where it stopped. Before that, for
 * instance while the command waits for standard input, it ends at once. The exit code is
 * 130 or 143. A second signal does not wait; then the run is as after a crash.
 */
public final class SignalStop implements AutoCloseable {

	/** What to say if the signal comes before there is something to stop. */
	public static final String NOTHING_SENT = "Stopped by a signal before anything was sent.";

	private static final StopReason SIGNAL = new StopReason(StopReason.Kind.SIGNAL, "Stopped by a signal.");

	private static final Object INSTALLING = new Object();

	private static @Nullable SignalStop installed;

	private final CountDownLatch commandEnded = new CountDownLatch(1);

	private final Thread hook = new Thread(this::signalled, "signal-stop");

	private final IntConsumer earlyEnd;

	private @Nullable Consumer<StopReason> stop;

	private @Nullable Path scratch;

	private boolean signalled;

	private volatile int exitCode;

	private SignalStop(IntConsumer earlyEnd) {
		this.earlyEnd = earlyEnd;
	}

	/**
	 * Ends the process at once on a signal, until a command listens to signals itself.
	 * @param action is done before the end; it takes the exit code
	 */
	public static void endBeforeInstall(IntConsumer action) {
		Signals.handle((code) -> {
			synchronized (INSTALLING) {
				if (installed == null) {
					action.accept(code);
					System.out.flush();
					Runtime.getRuntime().halt(code);
				}
				else {
					installed.exitCode = code;
				}
			}
			System.exit(code);
		});
	}

	/**
	 * Starts to listen to signals.
	 * @param earlyEnd does something if the signal comes before there is something to
	 * stop; it takes the exit code
	 */
	public static SignalStop install(IntConsumer earlyEnd) {
		SignalStop signalStop = new SignalStop(earlyEnd);
		synchronized (INSTALLING) {
			installed = signalStop;
			Runtime.getRuntime().addShutdownHook(signalStop.hook);
			Signals.handle(signalStop::exit);
		}
		return signalStop;
	}

	/** Removes a folder if the signal comes before there is something to stop. */
	public synchronized void removing(Path folder) {
		this.scratch = folder;
	}

	/**
	 * What the process ends with.
	 * @param otherwise the exit code if there was no signal
	 */
	public int exitCode(int otherwise) {
		return (this.exitCode != 0) ? this.exitCode : otherwise;
	}

	private void exit(int code) {
		this.exitCode = code;
		System.exit(code);
	}

	/** Stops something on the signal, or now if the signal has come already. */
	public synchronized void stopping(Consumer<StopReason> stops) {
		this.stop = stops;
		if (this.signalled) {
			stops.accept(SIGNAL);
		}
	}

	private void signalled() {
		Consumer<StopReason> stops;
		synchronized (this) {
			this.signalled = true;
			// A second signal
			Signals.handle(Runtime.getRuntime()::halt);
			stops = this.stop;
			if (stops == null) {
				removeScratch();
				this.earlyEnd.accept(exitCode(ExitCode.STOPPED.code()));
				return;
			}
		}
		try {
			stops.accept(SIGNAL);
		}
		finally {
			awaitEnd();
		}
	}

	/**
	 * Waits, even if the stop threw an exception: otherwise the JVM would end without
	 * reports.
	 */
	private void awaitEnd() {
		try {
			this.commandEnded.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void removeScratch() {
		try {
			FileSystemUtils.deleteRecursively(this.scratch);
		}
		catch (IOException ex) {
			// The folder is private, and the process is ending.
		}
	}

	@Override
	public void close() {
		this.commandEnded.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The JVM ends; the hook finds that the command has ended.
		}
	}

}

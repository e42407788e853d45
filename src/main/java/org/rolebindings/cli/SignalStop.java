package org.rolebindings.cli;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason;
import org.rolebindings.api.StopSwitch;

/**
 * Has SIGINT and SIGTERM stop a run in good order: the JVM's end waits until the command
 * has written down where it stopped. The JVM itself sees to the exit code, 130 or 143. A
 * second signal does not wait for that; then the run is as after a crash.
 */
final class SignalStop implements AutoCloseable {

	private final CountDownLatch commandEnded = new CountDownLatch(1);

	private final Thread hook = new Thread(this::onSignal, "signal-stop");

	private @Nullable StopSwitch stop;

	private boolean signalled;

	private SignalStop() {
	}

	/** Begins to listen. What is to be tidied up after a stop is to be closed before. */
	static SignalStop install() {
		SignalStop signalStop = new SignalStop();
		Runtime.getRuntime().addShutdownHook(signalStop.hook);
		return signalStop;
	}

	/** Has a signal stop the run from now on; until then it ends the process. */
	synchronized void stops(StopSwitch run) {
		this.stop = run;
	}

	private void onSignal() {
		SecondSignal.endsAtOnce();
		StopSwitch running = beginToStop();
		if (running != null) {
			running.stop(new StopReason(StopReason.Kind.SIGNAL, "Stopped by a signal."));
			awaitCommand();
		}
	}

	private synchronized @Nullable StopSwitch beginToStop() {
		this.signalled = true;
		return this.stop;
	}

	private synchronized boolean isSignalled() {
		return this.signalled;
	}

	private void awaitCommand() {
		try {
			this.commandEnded.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.commandEnded.countDown();
		if (!isSignalled()) {
			try {
				Runtime.getRuntime().removeShutdownHook(this.hook);
			}
			catch (IllegalStateException ex) {
				// A signal came just now; the hook finds that the command has ended.
			}
		}
	}

}

package org.rolebindings.cli;

import java.util.concurrent.CountDownLatch;

import org.rolebindings.api.StopReason;
import org.rolebindings.api.StopSwitch;

/**
 * Has SIGINT and SIGTERM stop a run in good order: the JVM's end waits until the command
 * has written down where it stopped. The JVM itself sees to the exit code, 130 or 143. A
 * second signal does not wait for that; then the run is as after a crash.
 */
final class SignalStop implements AutoCloseable {

	private final CountDownLatch commandEnded = new CountDownLatch(1);

	private final Thread hook;

	private volatile boolean signalled;

	private SignalStop(StopSwitch stop) {
		this.hook = new Thread(() -> {
			this.signalled = true;
			SecondSignal.endsAtOnce();
			stop.stop(new StopReason(StopReason.Kind.SIGNAL, "Stopped by a signal."));
			awaitCommand();
		}, "signal-stop");
	}

	static SignalStop install(StopSwitch stop) {
		SignalStop signalStop = new SignalStop(stop);
		Runtime.getRuntime().addShutdownHook(signalStop.hook);
		return signalStop;
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
		if (!this.signalled) {
			try {
				Runtime.getRuntime().removeShutdownHook(this.hook);
			}
			catch (IllegalStateException ex) {
				// A signal came just now; the hook finds that the command has ended.
			}
		}
	}

}

package org.rolebindings.crash.remote;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A machine on which the command {@code worker} runs.
 *
 * @param machine the machine
 * @param process the process
 */
record RemoteWorker(RemoteMachine machine, RemoteProcess process) implements AutoCloseable {

	/** Waits until about so many more of its requests come, and does something then. */
	void atRequest(int more, Runnable action) {
		CountDownLatch done = new CountDownLatch(1);
		this.machine.api().after(more, () -> {
			action.run();
			done.countDown();
		});
		try {
			assertThat(done.await(RemoteProcess.LONGEST.toMillis(), TimeUnit.MILLISECONDS)).as(this.process.said())
				.isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.kill();
		this.machine.close();
	}

}

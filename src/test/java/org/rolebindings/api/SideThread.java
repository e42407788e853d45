package org.rolebindings.api;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * A thread beside the test's own, whose result or failure the test asks for.
 *
 * @param <T> the type of the result
 */
public final class SideThread<T> {

	private final FutureTask<T> task;

	private final Thread thread;

	private SideThread(Callable<T> work) {
		this.task = new FutureTask<>(work);
		this.thread = new Thread(this.task, "beside the test");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	public static <T> SideThread<T> start(Callable<T> work) {
		return new SideThread<>(work);
	}

	public static SideThread<Void> run(Runnable work) {
		return new SideThread<>(() -> {
			work.run();
			return null;
		});
	}

	/** Returns once the thread waits for something. */
	public SideThread<T> awaitWaiting() {
		return await(() -> this.thread.getState() == Thread.State.WAITING
				|| this.thread.getState() == Thread.State.TIMED_WAITING);
	}

	/** Returns once something is so, which the thread brings about. */
	public SideThread<T> await(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			if (this.task.isDone()) {
				throw new AssertionError("The thread has ended before that.");
			}
			Thread.onSpinWait();
		}
		return this;
	}

	public void interrupt() {
		this.thread.interrupt();
	}

	public boolean isDone() {
		return this.task.isDone();
	}

	/** Waits for the thread and hands on what it returns or throws. */
	public T get() throws InterruptedException {
		try {
			return this.task.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			if (ex.getCause() instanceof Error failure) {
				throw failure;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

}

package org.rolebindings.api.http;

import java.util.concurrent.Executor;

import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The threads of the senders. A sender waits most of its time, and where it waits on a
 * virtual thread the kernel has nothing to switch. Before Java 24 a virtual thread kept
 * its carrier while it waited in a synchronized block (JEP 491), so that a few of them
 * could hold up all others.
 */
public final class SenderThreads {

	/**
	 * How many virtual threads run at a time; the JVM reads it when it makes the first
	 * one.
	 */
	static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

	private static final boolean VIRTUAL = JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_FOUR);

	static {
		// The others are for the thread that has the ledger, and the JVM's own. With all
		// of them the senders are in the way of these and of each other, and no faster.
		if (System.getProperty(CARRIERS) == null) {
			System.setProperty(CARRIERS, String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
		}
	}

	private SenderThreads() {
	}

	/** Makes a thread for each task. No such thread keeps the program alive. */
	public static Executor create() {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("sender-");
		threads.setVirtualThreads(VIRTUAL);
		threads.setDaemon(true);
		return threads;
	}

}

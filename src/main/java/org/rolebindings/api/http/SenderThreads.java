package org.rolebindings.api.http;

import java.util.concurrent.Executor;

import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Makes the threads of the senders. A sender waits most of the time, so from Java 24 on
 * it runs on a virtual thread, which saves context switches of the kernel. Before Java 24
 * a virtual thread kept its carrier while it waited in a synchronized block (JEP 491), so
 * a few of them could block all others.
 */
public final class SenderThreads {

	/**
	 * The property with the number of carriers, which run the virtual threads. The JVM
	 * reads it when it makes the first virtual thread.
	 */
	static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

	private static final boolean VIRTUAL = JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_FOUR);

	static {
		// The other half is for the thread of the ledger and for the JVM itself. With
		// more carriers the senders are no faster and slow these down.
		if (System.getProperty(CARRIERS) == null) {
			System.setProperty(CARRIERS, String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
		}
	}

	private SenderThreads() {
	}

	/**
	 * Returns an executor that makes a daemon thread for each task.
	 * @return an executor that need not be closed
	 */
	public static Executor create() {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("sender-");
		threads.setVirtualThreads(VIRTUAL);
		threads.setDaemon(true);
		return threads;
	}

}

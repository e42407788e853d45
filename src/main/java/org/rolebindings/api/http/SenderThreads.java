package org.rolebindings.api.http;

import java.util.concurrent.Executor;

import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Makes the threads of the senders. A sender waits most of the time, so from Java 24 on
 * it runs on a virtual thread, which saves context switches of the kernel. Before Java 24
 * a virtual thread kept its carrier while it waited in a synchronized block (JEP 491), so
 * a few of them could block all others.
 * <p>
 * Fewer than 50,000 rows are sent by platform threads on every Java. Once a virtual
 * thread has waited for a socket, the JVM has a thread that polls in native code until
 * the end, and an exit waits 0.3 seconds for such a thread (HotSpot, {@code VM_Exit}).
 */
public final class SenderThreads {

	/**
	 * The property with the number of carriers, which run the virtual threads. The JVM
	 * reads it when it makes the first virtual thread.
	 */
	static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

	/**
	 * From so many rows on, virtual threads save more time than they cost at the exit.
	 */
	private static final long MANY_ROWS = 50_000;

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
	 * @param rows how many rows the threads send, or about so many; 0 or more
	 * @return an executor that need not be closed
	 */
	public static Executor create(long rows) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("sender-");
		threads.setVirtualThreads(VIRTUAL && rows >= MANY_ROWS);
		threads.setDaemon(true);
		return threads;
	}

}

package org.rolebindings.testing;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/** Measures how much memory something takes from the heap, whatever the machine. */
public final class Allocations {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Allocations() {
	}

	/**
	 * Does something many times.
	 * @param times how often
	 * @param action what to do
	 * @return the bytes that it took from the heap each time, on average
	 */
	public static long perTime(int times, Runnable action) {
		for (int i = 0; i < times; i++) {
			action.run();
		}
		long before = THREADS.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < times; i++) {
			action.run();
		}
		return (THREADS.getCurrentThreadAllocatedBytes() - before) / times;
	}

}

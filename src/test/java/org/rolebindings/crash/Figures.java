package org.rolebindings.crash;

import java.util.concurrent.atomic.AtomicLong;

/** What the tests of this package went through, for a line at their end. */
final class Figures {

	private static final AtomicLong KILLS = new AtomicLong();

	private static final AtomicLong ROWS = new AtomicLong();

	private Figures() {
	}

	static void killed() {
		KILLS.incrementAndGet();
	}

	static void compared(Aftermath aftermath) {
		ROWS.addAndGet(aftermath.rows());
	}

	/** The figures in a sentence. */
	static String sentence() {
		return "Survived so far: " + KILLS + " kills; " + ROWS + " rows compared.";
	}

}
